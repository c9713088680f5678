"""Show to everybody what only one person saw: a private answer, a claim check. Refuses where they could not write."""

from typing import TYPE_CHECKING

from bot.adapters.discord.cards import answer_card, claim_check_card
from bot.adapters.discord.cards.layout import Card
from bot.adapters.discord.visits import Visit
from bot.adapters.discord.withdrawing import checked_without, rests_on
from bot.models import ClaimCheck
from bot.store import StoredAnswer

if TYPE_CHECKING:
    from bot.adapters.discord.parts import Parts


class Sharing:
    """The Share button."""

    def __init__(self, parts: "Parts") -> None:
        self._parts = parts

    async def answer(self, visit: Visit, stored: StoredAnswer) -> None:
        """Post a private answer; its private card loses the button. What rests on a withdrawn article stays there."""
        if rests_on(stored.answer, await self._parts.withdrawn()):
            await visit.tell(visit.phrases.get("notice.withdrawn"))
            return
        as_of = await self._parts.as_of(stored.answer.generation)
        phrases, style = visit.phrases, visit.style
        card = answer_card(stored.key, stored.answer, as_of, phrases=phrases, style=style, shared=True)
        await self._post(visit, card, card)

    async def show(self, visit: Visit, stored: StoredAnswer) -> None:
        """Show an answer to whoever asks for it, with a button to share it."""
        if rests_on(stored.answer, await self._parts.withdrawn()):
            await visit.tell(visit.phrases.get("notice.withdrawn"))
            return
        as_of = await self._parts.as_of(stored.answer.generation)
        phrases, style = visit.phrases, visit.style
        await visit.show(answer_card(stored.key, stored.answer, as_of, phrases=phrases, style=style, shared=False))

    async def check(self, visit: Visit, check: ClaimCheck, key: str) -> None:
        """Post a claim check."""
        await self._post(visit, await self.check_card(visit, check, key, shared=True), None)

    async def check_card(
        self, visit: Visit, check: ClaimCheck, key: str, *, page: int = 0, shared: bool = False
    ) -> Card:
        """A claim check as it is shown here."""
        as_of = await self._parts.as_of(check.generation)
        check = checked_without(check, await self._parts.withdrawn())
        return claim_check_card(key, check, as_of, page, phrases=visit.phrases, style=visit.style, shared=shared)

    async def _post(self, visit: Visit, public: Card, private: Card | None) -> None:
        if not visit.may_share:
            await visit.tell(visit.phrases.get("notice.may_not_share"))
            return
        if private is None:
            await visit.interaction.response.defer()
        else:
            await visit.replace(private)
        await visit.interaction.followup.send(**public.kwargs(ephemeral=False))
