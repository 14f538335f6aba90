"""What a site is asked for, by the names of the report's rows."""

from collections.abc import Mapping
from typing import Any

from newsroom.bench.driver import CONSTANT, Driver, Runs


def told() -> dict[str, Any]:
    """Where its pages are and how they are asked for; said by the site itself."""
    from newsroom.bench import measure, pages

    stories = pages.stories_alike()
    return {
        "story": pages.story_with(pages.USUAL_COMMENTS),
        "busiest": pages.longest().article.get_absolute_url(),
        "stories": stories,
        "moderator": measure.signed_in(),
        "postings": measure.postings(stories),
    }


def sides(driver: Driver, told: Mapping[str, Any]) -> dict[str, Runs]:
    """Warm is a page whose validator was seen before; cold is rendered each time."""
    desk = driver.get("/desk/", cookies=told["moderator"])
    return {
        "constant": driver.asking(CONSTANT),
        "one row": driver.asking("/bench/row/"),
        "front, warm": driver.asking("/"),
        "story, warm": driver.asking(told["story"]),
        "front, cold": driver.asking_anew(["/"]),
        "story, cold": driver.asking_anew([told["story"]]),
        "busiest story, cold": driver.asking_anew([told["busiest"]]),
        "200 stories, cold": driver.asking_anew(told["stories"]),
        "desk": driver.sending([desk]),
        "comment accepted": driver.sending(told["postings"], "303"),
    }
