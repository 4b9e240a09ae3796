"""The protected values of the twins, and the databases made of corpus/masking/schema.sql: twin A, twin B, and M, which holds the masks."""

import re
from pathlib import Path

MASKING = Path(__file__).resolve().parents[2] / "corpus" / "masking"
PLACE = re.compile(r"\{\{([a-z_]+):(\d+)\}\}")

# Chosen so that what can be asked about them differs too: first and last letters, lengths, order, presence.
VALUES = {
    "A": {
        "ssn": ["A17-QX-0001", "A29-RK-0042", "A33-MV-0913", "A41-ZP-7720", "A58-HD-5535", "A66-WJ-3186", "A74-LG-6167", "A85-NB-2948"],
        "salary": [777001, 777002, 777003, 777004, 777005, 777006, 777007, 777008],
        "secret": ["AzureMarmot11", "AmberTapir222", "AshenLlama333", "AlpineOkapi444"],
        "common": ["ArcticHeron99", "ArgentViper88"],
        "code": ["qz", "jx"],
        "pin": ["7Q1xw", "8R2yv"],
        "nick": ["aardwolf_one", "aardvark_two"],
        "short": ["Apollo1", "Artemis"],
        "must": ["Anaconda-4711", "Alligator-4712"],
        "sure": [515251, 515252],
        "balance": [834512.17, 834513.19],
        "tag": ["agate_tag", "amber_tag", "amethyst_tag"],
        "num": ["AN-90210-1", "AN-90210-2"],
        "token": ["a0a1a2a3-1111-4aaa-8aaa-aaaaaaaaaa01", "a0a1a2a3-2222-4aaa-8aaa-aaaaaaaaaa02"],
        "day": ["1911-01-11", "1912-02-12"],
        "small": [31111, 31112],
        "huge": [7111222333444, 7111222333555],
        "mood": ["aghast", "amused", "angry"],
    },
    "B": {
        "ssn": ["K71-TB-94882", "K62-YN-30167", "K53-CE-11745", None, "K35-SO-58906", "K26-UF-40329", "K17-IM-77253", "K08-VA-63514"],
        "salary": [777021, 777020, 777019, None, 777017, 777016, 777015, 777014],
        "secret": ["KhakiWalrus5", "KindBison66", "KeenOtter777", "KaolinMoose8"],
        "common": ["KelpPuffin7", "KoalaDingo66"],
        "code": ["wk", "vy"],
        "pin": ["3K9u", "4L0"],
        "nick": ["kestrel_one", "kudu_two"],
        "short": ["Kronos", "Kali"],
        "must": ["Komodo-815", "Krait-816"],
        "sure": [626362, 626361],
        "balance": [42923.61, 42922.6],
        "tag": ["kyanite_tag", "kunzite_tag", "kernite_tag"],
        "num": ["KN-1", "KN-2"],
        "token": ["b0b1b2b3-3333-4bbb-9bbb-bbbbbbbbbb03", "b0b1b2b3-4444-4bbb-9bbb-bbbbbbbbbb04"],
        "day": ["1823-03-13", "1824-04-14"],
        "small": [-22223, -22222],
        "huge": [8999888777, 8999888666],
        "mood": ["keen", "kind", "kooky"],
    },
}

# Labels of an enumeration are definitions, not data: both twins have them all.
LABELS = "', '".join(label for twin in "AB" for label in VALUES[twin]["mood"])


def literal(value):
    """A value as SQL."""
    if value is None:
        return "NULL"
    return f"'{value}'" if isinstance(value, str) else str(value)


def fill(text, twin):
    """`text` with the values of a twin in the places for them."""
    return PLACE.sub(lambda place: literal(VALUES[twin][place[1]][int(place[2]) - 1]), text)


def fill_schema(text, twin):
    """The schema with a twin's values; the labels of an enumeration are the same in both."""
    text = text.replace("'{{mood:1}}', '{{mood:2}}', '{{mood:3}}'", f"'{LABELS}'")
    for number, label in enumerate(VALUES[twin]["mood"], 1):
        text = text.replace(f"'{{{{mood:{number}}}}}'", f"'{label}'")
    return fill(text, twin)


def searched(twin):
    """What must not come out of a twin: {name: bytes as a client might receive them}."""
    found = {}
    for column, values in VALUES[twin].items():
        # The labels are part of the type's definition; two letters are found anywhere.
        if column in ("mood", "code"):
            continue
        for number, value in enumerate(values, 1):
            if value is None:
                continue
            name = f"{column}:{number}"
            text = str(value).encode()
            found[name] = text
            if isinstance(value, str):
                found[f"{name} as hexadecimal digits"] = text.hex().encode()
                found[f"{name} reversed"] = text[::-1]
            elif isinstance(value, int) and value > 65535:
                found[f"{name} as 4 or 8 bytes"] = value.to_bytes(4 if value < 2**31 else 8, "big")
            if column == "token":
                found[f"{name} as 16 bytes"] = bytes.fromhex(value.replace("-", ""))
    return found


# What makes the masks physically possible, then the masks: '***' for what holds text, NULL for everything else. users.ssn_tail stays
# generated, for COPY leaves such columns out: the last four characters of '***' are its mask.
OVERWRITE = """
ALTER TABLE orders DROP CONSTRAINT orders_user_ssn_fkey;
ALTER TABLE users DROP CONSTRAINT users_ssn_key;
ALTER DOMAIN sure_number DROP NOT NULL;
UPDATE users SET ssn = '***', salary = NULL;
UPDATE orders SET user_ssn = '***';
UPDATE ev SET secret = '***';
UPDATE big SET ssn = '***';
UPDATE long_texts SET body = '***';
UPDATE vault SET code = '***'::varchar(2), pin = '***', nick = '***', short = NULL, must = '***', sure = NULL, balance = NULL,
    tags = NULL, how = NULL, span = NULL, who = NULL, doc = NULL, token = NULL, day = NULL, raw = NULL, small = NULL, huge = NULL,
    ratio = NULL;
REFRESH MATERIALIZED VIEW mv_users;
REFRESH MATERIALIZED VIEW mv_picked;
"""
# Puts the new versions of the rows where the old ones were, so that a scan finds them in the same order.
TIDY = ["VACUUM FULL users", "VACUUM FULL users_archive", "VACUUM FULL orders", "VACUUM FULL ev", "VACUUM FULL big", "VACUUM FULL vault",
        "ANALYZE"]  # fmt: skip
