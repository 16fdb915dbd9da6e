"""What Wagtail's editor saves by itself, slowed down."""

from tests.browser.conftest import PATIENCE

ANSWERS = "**/admin/pages/*/edit/"


class Autosave:
    """Holds the answers to autosaves until they are let go."""

    def __init__(self, page):
        self.page, self.held = page, []
        page.route(ANSWERS, self._hold)
        page.evaluate(
            "window.answers = 0; window.addEventListener('w-autosave:success', () => { window.answers += 1; })"
        )

    def _hold(self, route):
        if route.request.method == "POST":
            self.held.append(route)
        else:
            route.continue_()

    def begin(self):
        """The page changes, until that is seen: Wagtail looks for changes only some time after it has opened."""
        for turn in range(20):
            self.page.locator("[name=introduction]").fill(f"Mieux dit, {turn}.")
            if self._until(lambda: self.held, 3):
                return
        raise AssertionError("Nothing was saved.")

    def let_go(self):
        assert self._until(lambda: self.held)
        answers = self.page.evaluate("window.answers")
        self.held.pop(0).continue_()
        assert self._until(lambda: self.page.evaluate("window.answers") > answers)

    def end(self):
        """What is saved from here on is not held."""
        self.page.unroute(ANSWERS)

    def _until(self, holds, seconds=PATIENCE // 1000):
        for _turn in range(10 * seconds):
            if holds():
                return True
            self.page.wait_for_timeout(100)
        return False
