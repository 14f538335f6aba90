"""Whose request it is: what is believed, and what is counted together."""

from django.test import RequestFactory, SimpleTestCase, TestCase, override_settings

from comments.models import CommentPolicy
from newsroom.client import UNKNOWN, address_of, is_same_origin, keyed_hash, network_of
from tests import make, posting


def request(forwarded=None, remote="203.0.113.1", **headers):
    if forwarded is not None:
        headers["X-Forwarded-For"] = forwarded
    made = RequestFactory().get("/", headers=headers)
    made.META["REMOTE_ADDR"] = remote
    return made


class AddressTests(SimpleTestCase):
    def seen(self, hops, forwarded, remote="203.0.113.1"):
        with override_settings(TRUSTED_PROXIES=hops):
            return address_of(request(forwarded, remote))

    def test_t41_without_trusted_proxies_the_header_is_not_read(self):
        for forged in ("1.2.3.4", "1.2.3.4, 5.6.7.8", "", "garbage", "::1"):
            self.assertEqual(self.seen(0, forged), "203.0.113.1")

    def test_t41_only_the_hop_that_our_own_proxy_wrote_is_believed(self):
        self.assertEqual(self.seen(1, "6.6.6.6, 198.51.100.7"), "198.51.100.7")
        self.assertEqual(
            self.seen(2, "6.6.6.6, 198.51.100.7, 10.0.0.1"), "198.51.100.7"
        )
        self.assertEqual(self.seen(2, "198.51.100.7,10.0.0.1"), "198.51.100.7")

    def test_t41_too_few_hops_did_not_pass_our_proxies(self):
        self.assertEqual(self.seen(2, "6.6.6.6"), "203.0.113.1")
        self.assertEqual(self.seen(1, None), "203.0.113.1")

    def test_t41_ports_zones_and_brackets_are_no_part_of_an_address(self):
        for said, address in (
            ("198.51.100.7:4711", "198.51.100.7"),
            (" 198.51.100.7 ", "198.51.100.7"),
            ("[2001:db8::1]:443", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("fe80::1%eth0", "fe80::1"),
            ("2001:DB8:0:0::1", "2001:db8::1"),
        ):
            self.assertEqual(self.seen(1, said), address)

    def test_t41_garbage_is_one_unknown_client(self):
        for said in (
            "",
            " ",
            ",",
            "unknown",
            "1.2.3",
            "1.2.3.4.5",
            "x" * 9000,
            "١.٢.٣.٤",
        ):
            self.assertEqual(self.seen(1, said, remote=""), UNKNOWN, said)
        self.assertEqual(self.seen(0, None, remote=""), UNKNOWN)

    def test_t42_a_subscriber_of_ipv6_is_one_network(self):
        first = network_of("2001:db8:1:2:3:4:5:6")
        self.assertEqual(first, network_of("2001:db8:1:2:ffff::9"))
        self.assertNotEqual(first, network_of("2001:db8:1:3::1"))
        self.assertNotEqual(network_of("198.51.100.7"), network_of("198.51.100.8"))

    def test_t42_an_ipv4_address_written_as_ipv6_is_the_same(self):
        self.assertEqual(self.seen(1, "::ffff:198.51.100.7"), "198.51.100.7")
        self.assertEqual(self.seen(0, None, remote="::ffff:1.2.3.4"), "1.2.3.4")

    def test_the_hash_of_an_address_needs_the_key(self):
        mine = keyed_hash("network", "198.51.100.7")
        with override_settings(ADDRESS_KEY="another key"):
            self.assertNotEqual(keyed_hash("network", "198.51.100.7"), mine)
        self.assertEqual(len(mine), 16)


class OriginTests(SimpleTestCase):
    def is_ours(self, **headers):
        made = RequestFactory().post("/", headers=headers)
        return is_same_origin(made)

    def test_t31_what_a_browser_says_of_our_own_pages(self):
        ours, site = "http://testserver", "http://localhost:8000"
        for headers in (
            {"Sec-Fetch-Site": "same-origin"},
            {"Sec-Fetch-Site": "same-origin", "Origin": ours},
            {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
            {"Origin": ours},
            {"Origin": site},
            {"Referer": f"{ours}/a/story/?x=1#y"},
            {"Referer": ours},
        ):
            self.assertTrue(self.is_ours(**headers), headers)

    def test_t31_and_of_all_others(self):
        for headers in (
            {},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "none"},
            {"Sec-Fetch-Site": ""},
            {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
            {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "null", "Referer": "https://evil.example/"},
            {"Origin": ""},
            {"Origin": "https://testserver"},
            {"Origin": "http://testserver.evil.example"},
            {"Origin": "http://testserver:81"},
            {"Referer": "https://evil.example/http://testserver/"},
            {"Referer": "http://testserver@evil.example/"},
            {"Referer": "http:testserver"},
            {"Referer": ""},
        ):
            self.assertFalse(self.is_ours(**headers), headers)


class LimitTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make.article()
        CommentPolicy.objects.update(seconds_between=0, network_limit=3)

    def statuses(self, addresses, hops=0):
        made = []
        for number, (remote, forwarded) in enumerate(addresses):
            headers = posting.OURS | (
                {"X-Forwarded-For": forwarded} if forwarded else {}
            )
            with override_settings(TRUSTED_PROXIES=hops):
                answer = posting.post(
                    self.client,
                    self.article,
                    headers=headers,
                    extra={"REMOTE_ADDR": remote},
                    comment=f"Number {number}",
                )
            made.append(answer.status_code)
        return made

    def test_t41_a_forged_header_does_not_get_round_the_limit(self):
        forged = [("203.0.113.1", f"198.51.100.{n}") for n in range(5)]
        self.assertEqual(self.statuses(forged), [303, 303, 303, 429, 429])

    def test_t41_nor_one_before_the_hop_that_is_trusted(self):
        forged = [("10.0.0.1", f"6.6.6.{n}, 198.51.100.7") for n in range(5)]
        self.assertEqual(self.statuses(forged, hops=1), [303, 303, 303, 429, 429])

    def test_t42_rotating_within_one_ipv6_network_does_not_either(self):
        rotating = [(f"2001:db8:1:2::{n:x}", None) for n in range(5)]
        self.assertEqual(self.statuses(rotating), [303, 303, 303, 429, 429])
