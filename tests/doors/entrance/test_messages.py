"""The next page tells what was done last, not everything since somebody looked at a page."""

from django.contrib.messages import SUCCESS
from django.http import HttpRequest, HttpResponse

from motcua.doors.entrance.messages import KEPT, LastFew


def test_acts_without_a_page_between_leave_the_last_few_messages() -> None:
    cookie = ""
    for nth in range(KEPT + 4):
        storage, response = LastFew(_with(cookie)), HttpResponse()
        storage.add(SUCCESS, f"Đã trình hồ sơ {nth}")
        storage.update(response)
        cookie = response.cookies["messages"].value

    told = [str(message) for message in LastFew(_with(cookie))]

    assert told == [f"Đã trình hồ sơ {nth}" for nth in range(4, KEPT + 4)]


def _with(cookie: str) -> HttpRequest:
    request = HttpRequest()
    if cookie:
        request.COOKIES["messages"] = cookie
    return request
