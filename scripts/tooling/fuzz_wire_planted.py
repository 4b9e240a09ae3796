"""Bugs that are planted in copies of PGWire and Session, one for each surface at least. None is in the product's source."""

from dataclasses import dataclass

from fuzz_planted import Bug


@dataclass(frozen=True)
class WireBug(Bug):
    """A bug of the wire: also which target it is planted in, and which surface is to find it."""

    target: str = "PGWire"
    surface: str = ""


_SYNC = b"\x02S\x00\x00"

BUGS = [
    WireBug(
        name="Parse",
        surface="frontend",
        what="counts the bytes of parameter types in 16 bits",
        file="Frontend/TextMessages.swift",
        right="        _ = try cursor.bytes(typeCount * 4)\n",
        wrong="        _ = try cursor.bytes(typeCount * 4 & 0xFFFF)\n",
        known=b"P\0SELECT 1\0\x40\x00",
    ),
    WireBug(
        name="CommandComplete",
        surface="backend",
        what="adds up the digits of a tag without a bound",
        file="Backend/CommandTag.swift",
        right="byte <= 0x39, scale < 1_000_000_000_000_000_000 else",
        wrong="byte <= 0x39 else",
        known=b"CSELECT 99999999999999999999\0",
    ),
    WireBug(
        name="options",
        surface="startup",
        what="takes a setting without a name in `options`",
        file="Frontend/StartupOptions.swift",
        right="equals > assignment.startIndex else {",
        wrong="equals >= assignment.startIndex else {",
        known=b"\x04-c =x",
    ),
    WireBug(
        name="SCRAM",
        surface="sasl",
        what="takes an empty salt from a server",
        file="SCRAM/SCRAMClient.swift",
        right="SCRAM.saltLengths.contains(salt.count) else {",
        wrong="salt.count <= SCRAM.saltLengths.upperBound else {",
        known=b"\x00\x00\x04\x35\x00\x18" + bytes(24),
    ),
    WireBug(
        name="requests under way",
        surface="session",
        target="Session",
        what="lets any number of Syncs be under way",
        file="Conversation/Session+Client.swift",
        right="""        guard hasRoom() else { return .waits }
        effects.toUpstream(message.received)
        talk.replies.append(Reply(kind: .sync""",
        wrong="""        effects.toUpstream(message.received)
        talk.replies.append(Reply(kind: .sync""",
        known=b"\x02" + 20 * _SYNC,
    ),
    WireBug(
        name="portals",
        surface="session",
        target="Session",
        what="forgets the statement of a portal that was suspended before its first row",
        file="Conversation/Session+Upstream.swift",
        right="""        talk.pool.serve(head.portal, intent: head.intent, started: head.started)
        talk.answered(head)
        // The portal""",
        wrong="""        talk.answered(head)
        // The portal""",
        known=b"\x00\x02P\x00\x0c\0SELECT 1\0\0\0\x02B\x00\x08\0\0\0\0\0\0\0\0\x02E\x00\x05\0\0\0\0\x02"
        b"\x031\x00\x00\x032\x00\x00\x03s\x00\x00\x08\x02",
    ),
]
