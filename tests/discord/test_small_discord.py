"""The small Discord itself: it behaves as the large one where the bot could tell the difference."""

import aiohttp
import pytest

from tests.discord.server import FakeDiscord, Fault
from tests.discord.server.ids import on_shard, snowflake
from tests.discord.server.world import EPHEMERAL

API = "/api/v10"


async def call(discord: FakeDiscord, method: str, path: str, body: object = None) -> tuple[int, object]:
    async with (
        aiohttp.ClientSession(headers={"Authorization": f"Bot {discord.token}"}) as session,
        session.request(method, discord.url + API + path, json=body) as response,
    ):
        return response.status, await response.json() if response.content_type == "application/json" else None


@pytest.fixture
async def discord():
    async with FakeDiscord() as discord:
        yield discord


async def interaction(discord: FakeDiscord):
    channel = discord.guild()["channels"][0]
    made = discord.world.add_interaction(2, discord.person().account, channel)
    return made, f"/interactions/{made.payload['id']}/{made.token}/callback", f"/webhooks/1/{made.token}"


def test_ids_carry_time_and_shard() -> None:
    assert snowflake() < snowflake()
    assert all((on_shard(shard, 3) >> 22) % 3 == shard for shard in range(3))


async def test_a_wrong_token_is_refused(discord: FakeDiscord) -> None:
    discord.rest._token = "another"
    assert (await call(discord, "GET", "/users/@me"))[0] == 401


async def test_an_interaction_is_acknowledged_once_and_answered_after_that(discord: FakeDiscord) -> None:
    _, callback, hook = await interaction(discord)
    assert (await call(discord, "PATCH", f"{hook}/messages/@original", {}))[0] == 404
    assert (await call(discord, "POST", callback, {"type": 5}))[0] == 204
    status, error = await call(discord, "POST", callback, {"type": 5})
    assert (status, error["code"]) == (400, 40060)
    status, message = await call(discord, "PATCH", f"{hook}/messages/@original", {"content": "hello"})
    assert (status, message["content"]) == (200, "hello")


async def test_the_first_further_message_takes_the_place_of_the_announced_one(discord: FakeDiscord) -> None:
    made, callback, hook = await interaction(discord)
    await call(discord, "POST", callback, {"type": 5, "data": {"flags": EPHEMERAL}})
    _, message = await call(discord, "POST", hook, {"content": "hello"})
    assert message["id"] == made.original["id"]
    assert message["flags"] & EPHEMERAL


async def test_expired_interactions_and_tokens_are_refused(discord: FakeDiscord) -> None:
    made, callback, hook = await interaction(discord)
    made.expired = True
    assert (await call(discord, "POST", callback, {"type": 5}))[1]["code"] == 10062
    made.expired, made.token_expired = False, True
    await call(discord, "POST", callback, {"type": 5})
    assert (await call(discord, "POST", hook, {"content": "x"}))[1]["code"] == 50027


async def test_a_message_with_the_same_nonce_is_sent_once(discord: FakeDiscord) -> None:
    channel = discord.guild()["channels"][0]
    body = {"content": "x", "nonce": "1", "enforce_nonce": True}
    first, second = [await call(discord, "POST", f"/channels/{channel['id']}/messages", body) for _ in range(2)]
    assert first == second
    assert len(discord.messages_in(channel)) == 1


async def test_a_reply_needs_its_message(discord: FakeDiscord) -> None:
    channel = discord.guild()["channels"][0]
    body = {"content": "x", "message_reference": {"message_id": "5"}}
    assert (await call(discord, "POST", f"/channels/{channel['id']}/messages", body))[1]["code"] == 50035


async def test_faults_happen_as_often_as_ordered(discord: FakeDiscord) -> None:
    fault = discord.order(Fault(path="/users", status=503, times=2))
    assert [(await call(discord, "GET", "/users/@me"))[0] for _ in range(3)] == [503, 503, 200]
    assert fault.hits == 2


async def test_what_an_inspector_finds_is_kept(discord: FakeDiscord) -> None:
    def inspect(_: object) -> None:
        raise AssertionError("not so")

    discord.recording.inspectors.append(inspect)
    await call(discord, "GET", "/users/@me")
    assert discord.recording.rejected == ["GET /users/@me: not so"]


async def test_a_session_is_resumed_with_what_was_missed(discord: FakeDiscord) -> None:
    guild = discord.guild()
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(discord.gateway.address) as socket:
            assert (await socket.receive_json())["op"] == 10
            await socket.send_json({"op": 1, "d": None})
            assert (await socket.receive_json())["op"] == 11
            await socket.send_json({"op": 2, "d": {"intents": 0}})
            ready, created = await socket.receive_json(), await socket.receive_json()
            assert (ready["t"], created["d"]["id"]) == ("READY", guild["id"])
        await discord.gateway.send("MISSED", {}, int(guild["id"]))
        async with session.ws_connect(discord.gateway.address) as socket:
            await socket.receive_json()
            await socket.send_json({"op": 6, "d": {"session_id": ready["d"]["session_id"], "seq": 2}})
            assert [(await socket.receive_json())["t"] for _ in range(2)] == ["MISSED", "RESUMED"]
            await socket.send_json({"op": 6, "d": {"session_id": "none", "seq": 0}})
            assert await socket.receive_json() == {"op": 9, "d": False}
