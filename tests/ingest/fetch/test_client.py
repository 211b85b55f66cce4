import ssl
from collections.abc import Callable

import pytest

from index_config.errors import (
    AddressRefused,
    ConfigurationError,
    ConnectionFailed,
    FetchTimeout,
    HostBusy,
    InsecureLink,
    TooManyRedirects,
)
from ingest.fetch.client import USER_AGENT, Client, Limits
from ingest.fetch.links import chosen_proxy, clean_link
from ingest.fetch.pace import Pacer
from tests.ingest.fetch.conftest import PAGE, Answer, Asked, LocalNames, Site, Time, no_names


def moved(location: str, status: int = 302) -> Answer:
    return Answer(b"", status, {"Location": location})


def test_a_text_comes_over_https_under_our_name(site: Site, client: Client) -> None:
    site.answers["/a"] = Answer()
    with client.open(site.url("/a#top")) as response:
        assert (response.status, b"".join(response.chunks())) == (200, PAGE)
        assert response.headers["content-type"] == "text/html; charset=utf-8"
    [asked] = site.asked
    assert (asked.host, asked.path) == (f"texts.test:{site.server_port}", "/a")
    assert asked.headers["user-agent"] == USER_AGENT and "kb fetch" in USER_AGENT
    assert asked.headers["accept-encoding"] == "identity"
    assert not {"cookie", "referer", "authorization"} & asked.headers.keys()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_to_where_they_end(site: Site, client: Client, status: int) -> None:
    site.answers |= {"/a": moved("/b", status), "/b": moved(site.url("/c", "other.test")), "/c": Answer()}
    with client.open(site.url("/a")) as response:
        assert response.url == site.url("/c", "other.test")
        assert b"".join(response.chunks()) == PAGE


def test_each_hop_gets_the_headers_meant_for_it(site: Site, client: Client) -> None:
    site.answers |= {"/a": moved("/b"), "/b": Answer()}
    with client.open(site.url("/a"), lambda hop: {"If-None-Match": '"1"'} if hop == site.url("/b") else {}):
        pass
    assert [asked.headers.get("if-none-match") for asked in site.asked] == [None, '"1"']


@pytest.mark.parametrize(
    ("target", "error"),
    [
        ("http://texts.test/b", InsecureLink),
        ("ftp://texts.test/b", InsecureLink),
        ("file:///etc/passwd", InsecureLink),
        ("https://user:word@texts.test/b", InsecureLink),
        ("https://127.0.0.1/b", AddressRefused),
        ("https://169.254.169.254/latest/meta-data", AddressRefused),
        ("https://10.0.0.7/b", AddressRefused),
        ("https://192.168.0.1/b", AddressRefused),
        ("https://[::1]/b", AddressRefused),
        ("https://[::ffff:127.0.0.1]/b", AddressRefused),
    ],
)
def test_redirects_into_the_dark_are_not_followed(
    site: Site, client: Client, target: str, error: type[Exception]
) -> None:
    site.answers["/a"] = moved(target)
    with pytest.raises(error), client.open(site.url("/a")):
        pass
    assert [asked.path for asked in site.asked] == ["/a"]


def test_a_refused_address_is_named_with_the_link_that_led_there(site: Site, client: Client) -> None:
    site.answers["/a"] = moved("https://10.0.0.7/secret")
    with pytest.raises(AddressRefused) as caught, client.open(site.url("/a")):
        pass
    assert caught.value.details == {"reason": "", "url": "https://10.0.0.7/secret", "address": "10.0.0.7"}
    assert "10.0.0.7" in caught.value.message("ru")


def test_a_circle_of_redirects_ends(site: Site, client: Client) -> None:
    site.answers |= {"/a": moved("/b"), "/b": moved("/a")}
    with pytest.raises(TooManyRedirects), client.open(site.url("/a")):
        pass
    assert len(site.asked) == 2


@pytest.mark.parametrize(("hops", "enough"), [(5, True), (6, False)])
def test_five_redirects_are_followed_and_not_a_sixth(site: Site, client: Client, hops: int, enough: bool) -> None:
    site.answers |= {f"/{hop}": moved(f"/{hop + 1}") for hop in range(hops)} | {f"/{hops}": Answer()}
    if enough:
        with client.open(site.url("/0")) as response:
            assert response.status == 200
    else:
        with pytest.raises(TooManyRedirects), client.open(site.url("/0")):
            pass


def test_a_certificate_for_another_name_is_refused(site: Site, trust: ssl.SSLContext) -> None:
    class Anywhere(LocalNames):
        def addresses(self, host: str, port: int) -> tuple[str, ...]:
            return ("127.0.0.1",)

    with (
        Client(Anywhere(), trust=trust) as client,
        pytest.raises(ConnectionFailed, match="(?i)hostname mismatch"),
        client.open(site.url("/a", "wrong.test")),
    ):
        pass
    assert site.asked == []


def test_a_certificate_that_nobody_vouches_for_is_refused(site: Site) -> None:
    with (
        Client(LocalNames(resolve=no_names)) as client,
        pytest.raises(ConnectionFailed, match="(?i)certificate"),
        client.open(site.url("/a")),
    ):
        pass
    assert site.asked == []


def test_nothing_listens_there(client: Client) -> None:
    with pytest.raises(ConnectionFailed), client.open("https://texts.test:9/a"):
        pass


def test_a_host_that_drips_is_left_after_the_limit(site: Site, trust: ssl.SSLContext, time: Time) -> None:
    site.answers["/a"] = Answer()
    with (
        Client(LocalNames(resolve=no_names), trust=trust, limits=Limits(total=100), clock=time.clock) as client,
        client.open(site.url("/a")) as response,
    ):
        time.now += 101
        with pytest.raises(FetchTimeout):
            b"".join(response.chunks())


def test_proxies_of_the_environment_are_not_used(site: Site, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.answers["/a"] = Answer()
    with client.open(site.url("/a")) as response:
        assert response.status == 200


def test_through_a_proxy_addresses_are_still_judged() -> None:
    with (
        Client(proxy="http://127.0.0.1:9") as client,
        pytest.raises(AddressRefused),
        client.open("https://169.254.169.254/a"),
    ):
        pass


@pytest.mark.parametrize(
    ("setting", "proxy"),
    [("", ""), ("http://proxy.test:3128", "http://proxy.test:3128"), ("environment", "http://env.test:1")],
)
def test_a_proxy_is_used_only_when_a_setting_says_so(setting: str, proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://env.test:1")
    assert chosen_proxy(setting) == proxy


@pytest.mark.parametrize("setting", ["proxy.test:3128", "socks5://secret@proxy.test", "environment"])
def test_a_wrong_proxy_is_a_wrong_setting_and_is_not_repeated(setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("https_proxy", raising=False)
    monkeypatch.delenv("HTTPS_PROXY", raising=False)
    with pytest.raises(ConfigurationError, match="KB_FETCH_PROXY") as caught:
        chosen_proxy(setting)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("https://texts.test", "https://texts.test/"),
        ("HTTPS://Texts.Test:443/A b?q=п#x", "https://texts.test/A%20b?q=%D0%BF"),
        ("https://пример.рф/%D0%B0", "https://xn--e1afmkfd.xn--p1ai/%D0%B0"),
        ("https://[2606:2800::1]:8443/a", "https://[2606:2800::1]:8443/a"),
    ],
)
def test_links_are_asked_for_in_ascii_without_fragment(given: str, asked: str) -> None:
    assert clean_link(given) == asked


@pytest.mark.parametrize("link", ["http://texts.test/", "texts.test", "https://", "https://a:b@c/", "https://h:x/", ""])
def test_other_links_are_refused(link: str) -> None:
    with pytest.raises(InsecureLink):
        clean_link(link)


def test_requests_to_one_host_wait_and_requests_to_two_do_not(site: Site, client: Client, time: Time) -> None:
    site.answers["/a"] = Answer()
    for host in ("texts.test", "other.test", "texts.test", "texts.test"):
        with client.open(site.url("/a", host)) as response:
            b"".join(response.chunks())
    assert [asked.host.split(":")[0] for asked in site.asked] == [
        "texts.test",
        "other.test",
        "texts.test",
        "texts.test",
    ]
    assert time.slept == [2.0, 2.0]


def busy_once(retry: str, status: int = 429) -> Callable[[Asked], Answer]:
    left = [Answer(b"", status, {"Retry-After": retry} if retry else {})]
    return lambda asked: left.pop() if left else Answer()


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_asked_again_when_it_said(site: Site, client: Client, time: Time, status: int) -> None:
    site.answers["/a"] = busy_once("17", status)
    with client.open(site.url("/a")) as response:
        assert response.status == 200
    assert time.slept == [17.0]


def test_a_host_that_wants_a_long_rest_has_it(site: Site, client: Client, time: Time) -> None:
    site.answers |= {"/a": busy_once("3600"), "/b": Answer()}
    for path in ("/a", "/b"):  # the second is not even asked for
        with pytest.raises(HostBusy, match="3600 s"), client.open(site.url(path)):
            pass
    assert [asked.path for asked in site.asked] == ["/a"] and time.slept == []
    with client.open(site.url("/b", "other.test")) as response:
        assert response.status == 200


def test_a_host_that_stays_busy_is_given_up(site: Site, client: Client) -> None:
    site.answers["/a"] = Answer(b"", 503, {"Retry-After": "5"})
    with pytest.raises(HostBusy), client.open(site.url("/a")):
        pass
    assert len(site.asked) == 3


def test_a_busy_host_that_says_nothing_is_not_asked_again(site: Site, client: Client) -> None:
    site.answers["/a"] = busy_once("")
    with client.open(site.url("/a")) as response:
        assert response.status == 429
    assert len(site.asked) == 1


def test_holding_never_shortens_a_wait(time: Time) -> None:
    pacer = Pacer(clock=time.clock, sleep=time.sleep)
    pacer.hold("h", 30)
    pacer.done("h")
    pacer.wait("h")
    assert time.slept == [30]
