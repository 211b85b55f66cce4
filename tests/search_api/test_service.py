"""The wire, over real HTTP."""

from typing import Any

import httpx
import pytest

CITATION_FIELDS = {
    "document_id", "work_id", "version", "title", "kind", "language", "issuing_body", "countries", "date", "reference",
    "source_url", "pages", "paragraphs", "section", "speaker", "quote", "quote_start", "quote_end", "link", "formatted",
}  # fmt: skip


def search(http: httpx.Client, q: str, **parameters: Any) -> dict[str, Any]:
    answer = http.get("/v1/search", params={"q": q, **parameters})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def canonical_text(http: httpx.Client, document_id: str) -> str:
    pages = http.get(f"/v1/documents/{document_id}").json()["pages"]
    return "".join(http.get(f"/v1/documents/{document_id}/pages/{n}").json()["text"] for n in range(1, pages + 1))


def test_the_right_paragraph_comes_first_with_a_complete_citation(http: httpx.Client) -> None:
    answer = search(http, "проверочная закупка по наводке информатора")
    assert set(answer) >= {"query", "language", "hits", "facets", "took_ms"}
    assert answer["language"] == "ru"
    first = answer["hits"][0]
    assert set(first) >= {"id", "score", "text", "highlights", "citation"}
    citation = first["citation"]
    assert set(citation) >= CITATION_FIELDS
    assert citation["title"] == "Бета против Тестландии"
    assert citation["section"] == ["Обстоятельства дела"]
    assert "1" in citation["paragraphs"]
    assert set(citation["formatted"]) == {"en", "ru"}


@pytest.mark.parametrize("q", ["methadone", "провокация", "налоксон в аптеках", "court medical expert", "58502/11"])
@pytest.mark.parametrize("mode", ["hybrid", "dense", "sparse"])
def test_every_quote_stands_verbatim_at_its_offsets_on_its_page(http: httpx.Client, q: str, mode: str) -> None:
    for hit in search(http, q, mode=mode, limit=50)["hits"]:
        citation = hit["citation"]
        text = canonical_text(http, citation["document_id"])
        assert text[citation["quote_start"] : citation["quote_end"]] == citation["quote"]
        first, last = citation["pages"]
        pages = [
            http.get(f"/v1/documents/{citation['document_id']}/pages/{n}").json()["text"]
            for n in range(first, last + 1)
        ]
        assert citation["quote"] in "".join(pages)
        assert citation["quote"] in hit["text"]


def test_highlights_mark_the_words_that_matched(http: httpx.Client) -> None:
    hit = search(http, "метадон", mode="sparse")["hits"][0]
    words = [hit["text"][start:end] for start, end in hit["highlights"]]
    assert "метадон" in words or "methadone" in words


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        ({"language": "ru"}, {"Бета против Тестландии", "minutes"}),
        ({"kind": "court_decision"}, {"Alpha v. Testland", "Бета против Тестландии"}),
        ({"country": "KZ"}, {"Alpha v. Testland"}),
        ({"country": "Казахстан"}, {"Alpha v. Testland"}),
        ({"region": "central-asia"}, {"Alpha v. Testland"}),
        ({"topic": "oat"}, {"Alpha v. Testland"}),
        ({"body": "суд тестландии"}, {"Alpha v. Testland"}),
        ({"date_from": "2019-11-26", "date_to": "2019-11-26"}, {"Alpha v. Testland"}),
        ({"date_to": "2012-12-31"}, {"Бета против Тестландии"}),
        ({"kind": "court_decision", "language": "en", "country": "KG"}, set()),
        ({"language": "fr"}, set()),
        ({"country": ["KZ", "KG"]}, {"Alpha v. Testland"}),
    ],
)
def test_filters_narrow_and_never_widen(http: httpx.Client, filters: dict[str, Any], titles: set[str]) -> None:
    listed = http.get("/v1/documents", params=filters).json()
    shown = {"minutes" if item["file"] == "minutes.txt" else item["title"] for item in listed["documents"]}
    assert shown == titles
    assert listed["total"] == len(titles)
    hits = search(http, "суд methadone налоксон court", limit=50, **filters)["hits"]
    found = {"minutes" if "minutes" in hit["citation"]["document_id"] else hit["citation"]["title"] for hit in hits}
    assert found <= titles
    assert bool(found) == bool(titles)


def test_grouping_gives_each_document_once(http: httpx.Client) -> None:
    ids = [
        hit["citation"]["document_id"] for hit in search(http, "applicant court", group="document", limit=50)["hits"]
    ]
    assert len(ids) == len(set(ids))
    ungrouped = search(http, "applicant court", limit=50)["hits"]
    assert len(ungrouped) > len(ids)


def test_a_correction_is_on_the_wire_and_can_be_switched_off(http: httpx.Client) -> None:
    answer = search(http, "yfkjrcjy в аптеках")
    assert answer["query"] == "yfkjrcjy в аптеках"
    assert answer["correction"] == {
        "query": "налоксон в аптеках",
        "changes": [{"before": "yfkjrcjy", "after": "налоксон", "reason": "layout"}],
    }
    assert "Налоксон" in answer["hits"][0]["text"]
    assert search(http, "yfkjrcjy в аптеках", spelling="false")["correction"] is None
    assert search(http, "налоксон в аптеках")["correction"] is None


def test_expansion_can_be_switched_off(http: httpx.Client) -> None:
    assert search(http, "метадон", mode="sparse")["expansions"]
    narrow = search(http, "метадон", mode="sparse", expand="false")
    assert narrow["expansions"] == []
    assert {hit["citation"]["language"] for hit in narrow["hits"]} == {"ru"}


def test_a_hit_tells_of_copies_even_where_there_are_none(http: httpx.Client) -> None:
    hits = search(http, "applicant court", group="work", limit=50)["hits"]
    works = [hit["citation"]["work_id"] for hit in hits]
    assert len(works) == len(set(works)) > 1
    assert all(hit["duplicates"] == [] for hit in hits)


def test_the_body_facet_shows_names_as_written(http: httpx.Client) -> None:
    bodies = {item["value"]: item["count"] for item in search(http, "methadone court", limit=1)["facets"]["body"]}
    assert bodies["Court of Testland"] == 1
    assert search(http, "methadone court", body="Court of Testland")["hits"]


def test_offset_goes_on_where_the_first_page_ended(http: httpx.Client) -> None:
    everything = [hit["id"] for hit in search(http, "applicant court", limit=4)["hits"]]
    assert [hit["id"] for hit in search(http, "applicant court", limit=2, offset=2)["hits"]] == everything[2:]


def test_facets_count_documents(http: httpx.Client) -> None:
    facets = search(http, "суд methadone налоксон court", limit=1)["facets"]
    assert {item["value"]: item["count"] for item in facets["kind"]} == {"court_decision": 2, "dialogue": 1}
    assert {"language", "kind", "country", "region", "topic", "body"} == set(facets)


def test_what_is_not_there_is_not_found(http: httpx.Client) -> None:
    assert search(http, "зюзя", mode="sparse")["hits"] == []


def test_a_restricted_document_is_nowhere(http: httpx.Client) -> None:
    listed = http.get("/v1/documents").json()
    assert all("secret" not in item["id"] for item in listed["documents"])
    assert all(
        "restricted letter" not in hit["text"] for hit in search(http, "restricted letter methadone", limit=50)["hits"]
    )
    secret = "secret-" + "0" * 8
    assert http.get(f"/v1/documents/{secret}").status_code == 404


def test_a_page_shows_canonical_and_raw_text_and_the_map_between(http: httpx.Client) -> None:
    (item,) = [d for d in http.get("/v1/documents").json()["documents"] if d["file"] == "minutes.txt"]
    page = http.get(f"/v1/documents/{item['id']}/pages/1").json()
    assert page["number"] == page["pages"] == 1
    assert page["raw"].startswith("Протокол заседания")
    for start, raw_start, length in page["map"]:
        assert page["text"][start : start + length] == page["raw"][raw_start : raw_start + length]
    assert sum(length for _, _, length in page["map"]) > 0.9 * len(page["text"])


def test_practices_are_found_by_words_and_filters(http: httpx.Client) -> None:
    listed = http.get("/v1/practices").json()
    assert [practice["id"] for practice in listed["practices"]] == ["gp-methadone", "gp-naloxone"]
    assert listed["total"] == 2
    (first, *_) = http.get("/v1/practices", params={"q": "налоксон без рецепта"}).json()["practices"]
    assert first["id"] == "gp-naloxone"
    for filters in (
        {"country": "KZ"},
        {"guideline": "III.3"},
        {"guideline": "III"},
        {"topic": "oat"},
        {"region": "central-asia", "topic": "oat"},
    ):
        (only,) = http.get("/v1/practices", params=filters).json()["practices"]
        assert only["id"] == "gp-methadone"
    (citation,) = only["citations"]
    assert "1" in citation["paragraphs"] and "methadone" in citation["quote"]
    assert http.get("/v1/practices", params={"status": "suggested"}).json() == {"practices": [], "total": 0}


def test_the_vocabulary_is_served(http: httpx.Client) -> None:
    text = http.get("/v1/vocabulary").text
    assert "naloxone" in text and "налоксон" in text


@pytest.mark.parametrize(
    ("path", "status", "slug"),
    [
        ("/v1/search", 422, "invalid-request"),
        ("/v1/search?q=", 422, "invalid-request"),
        ("/v1/search?q=%20%20", 422, "invalid-request"),
        ("/v1/search?q=" + "a" * 1001, 422, "invalid-request"),
        ("/v1/search?q=a&limit=0", 422, "invalid-request"),
        ("/v1/search?q=a&limit=51", 422, "invalid-request"),
        ("/v1/search?q=a&mode=magic", 422, "invalid-request"),
        ("/v1/search?q=a&date_from=yesterday", 422, "invalid-request"),
        ("/v1/search?q=a&date_from=2020-01-02&date_to=2020-01-01", 422, "invalid-request"),
        ("/v1/search?q=a&kind=poem", 422, "invalid-request"),
        ("/v1/documents/unknown-00000000", 404, "not-found"),
        ("/v1/documents/..%2Fetc", 404, "not-found"),
        ("/v1/nothing", 404, "not-found"),
    ],
)
def test_every_error_is_a_problem_document(http: httpx.Client, path: str, status: int, slug: str) -> None:
    answer = http.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) >= {"type", "title", "status", "detail", "instance"}
    assert problem["status"] == status
    assert problem["type"].endswith(slug)


def test_a_page_that_is_not_there_is_not_found(http: httpx.Client) -> None:
    (item, *_) = http.get("/v1/documents").json()["documents"]
    assert http.get(f"/v1/documents/{item['id']}/pages/2").status_code == 404
    assert http.get(f"/v1/documents/{item['id']}/pages/0").status_code == 422


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("ru", "Не найдено"),
        ("ru-KZ,en;q=0.5", "Не найдено"),
        ("en", "Not found"),
        ("de", "Not found"),
        ("en;q=0.2,ru;q=0.9", "Не найдено"),
    ],
)
def test_problems_speak_the_language_asked_for(http: httpx.Client, header: str, title: str) -> None:
    answer = http.get("/v1/documents/unknown-00000000", headers={"Accept-Language": header})
    assert answer.json()["title"] == title


def test_nothing_can_be_written(http: httpx.Client) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        for path in ("/v1/search", "/v1/documents", "/v1/documents/a-1", "/v1/practices"):
            assert http.request(method, path).status_code == 405


def test_a_foreign_host_name_is_refused(http: httpx.Client) -> None:
    assert http.get("/v1/documents", headers={"Host": "evil.example"}).status_code == 400


def test_health_and_metrics_answer_without_the_queries(http: httpx.Client) -> None:
    search(http, "тайный вопрос")
    assert http.get("/healthz").json() == {"status": "ok"}
    assert http.get("/readyz").json() == {"status": "ready"}
    metrics = http.get("/metrics").text
    assert "http_request" in metrics
    assert "тайный" not in metrics and "%D1%82" not in metrics


def test_headers_keep_pages_from_loading_or_storing_anything(http: httpx.Client) -> None:
    headers = http.get("/v1/documents").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_openapi_describes_every_endpoint_with_examples(http: httpx.Client) -> None:
    spec = http.get("/openapi.json").json()
    assert set(spec["paths"]) == {
        "/v1/search", "/v1/practices", "/v1/documents", "/v1/documents/{document_id}",
        "/v1/documents/{document_id}/pages/{number}", "/v1/vocabulary", "/healthz", "/readyz",
    }  # fmt: skip
    assert spec["components"]["schemas"]["CitationOut"]["examples"]
    assert all("get" in methods and len(methods) == 1 for methods in spec["paths"].values())
