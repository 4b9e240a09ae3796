// What can be wrong with masks: patterns, comments, predicates, notices.

extension ProblemCase {
    static let masks: [ProblemCase] = [
        ProblemCase(
            "Masks of every kind with everything that goes with them.",
            """
            version: 1
            masking: {notices: false}
            masks:
              public.t.a: {kind: constant, value: x, in_predicates: masked, exempt: [a, b]}
              "*.*.b*": {kind: partial, first: 1, last: 0, in_predicates: denied}
              '*."T x"."c.*"': {kind: last, last: 4}
              comment:*@pii*: {kind: email}
              public.*.* comment:@secret (since 2020): {kind: denied, exempt: a}
              'public."a comment:b".c': {kind: denied}
            rules: [{name: r, why: w, match: {effect: read}, permit: {}}]
            """,
            [],
            schema: .accepts
        ),
        ProblemCase(
            "Patterns that are none.",
            """
            version: 1
            masks:
              "*.*": {kind: nullify}
              a.b.c.d: {kind: nullify}
              public.t.Email: {kind: nullify}
              "comment:": {kind: nullify}
              "comment: *pii*": {kind: nullify}
              "public.t.c comment:pii ": {kind: nullify}
              "public.t comment:pii": {kind: nullify}
              " comment:pii": {kind: nullify}
              public.t.c  comment:pii: {kind: nullify}
              public.t.c,comment:pii: {kind: nullify}
              Comment:pii: {kind: nullify}
            rules: [{name: r, why: w, match: {effect: read}, permit: {}}]
            """,
            [
                "3:3 SG9007 write it as schema.table.column; each may be *, and comment:TEXT may follow",
                "4:3 SG9007 write it as schema.table.column; each may be *, and comment:TEXT may follow",
                "5:3 SG9007 bare names are in small letters, as PostgreSQL folds them; put \"quotes\" around this one",
                "6:3 SG9007 nothing follows the colon",
                "7:3 SG9007 a comment's text has no spaces around it; use * for whatever surrounds it",
                "8:3 SG9007 a comment's text has no spaces around it; use * for whatever surrounds it",
                "9:3 SG9007 write it as schema.table.column; each may be *, and comment:TEXT may follow",
                "10:3 SG9007 a part of the name is missing",
                "11:3 SG9007 ' ' cannot be in a bare name; put \"quotes\" around it",
                "12:3 SG9007 ',' cannot be in a bare name; put \"quotes\" around it",
                "13:3 SG9007 bare names are in small letters, as PostgreSQL folds them; put \"quotes\" around this one",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A column that may not be named has nothing that a mask has.",
            """
            version: 1
            masks:
              public.t.a: {kind: denied, value: x}
              public.t.b: {kind: denied, first: 1, last: 2}
              public.t.c: {kind: denied, in_predicates: masked}
            rules: [{name: r, why: w, match: {effect: read}, permit: {}}]
            """,
            [
                "3:30 SG9007 'value' does not go with denied",
                "4:30 SG9007 'first' does not go with denied",
                "4:40 SG9007 'last' does not go with denied",
                "5:30 SG9007 'in_predicates' does not go with denied",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Predicates with another word, another type, and twice.",
            """
            version: 1
            masks:
              public.t.a: {kind: nullify, in_predicates: allowed}
              public.t.b: {kind: nullify, in_predicates: true}
              public.t.c: {kind: nullify, in_predicate: masked}
              public.t.d: {kind: nullify, in_predicates: [masked]}
            rules: [{name: r, why: w, match: {effect: read}, permit: {}}]
            """,
            [
                "3:46 SG9007 'allowed' is not known here; it is one of: denied, masked",
                "4:46 SG9003 text is expected, and YAML takes this for a boolean; put it in quotes",
                "5:31 SG9002 unknown key 'in_predicate' in a mask; did you mean 'in_predicates'?",
                "6:46 SG9003 text is expected, not a list",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A comment beside the kind.",
            """
            version: 1
            masks:
              "*.*.*": {kind: nullify, comment: "*pii*"}
            rules: [{name: r, why: w, match: {effect: read}, permit: {}}]
            """,
            [
                "3:28 SG9002 unknown key 'comment' in a mask; it is part of the key: \"schema.table.column comment:TEXT\""
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Notices that are no truth value.",
            """
            version: 1
            masking: {notices: "no"}
            rules: [{name: r, why: w, match: {effect: read}, permit: {}}]
            """,
            ["2:20 SG9003 true or false is expected, without quotes"],
            schema: .rejects
        ),
        ProblemCase(
            "A key that masking does not have, and a list for it.",
            """
            version: 1
            masking: {notice: false}
            rules: [{name: r, why: w, match: {effect: read}, permit: {}}]
            """,
            ["2:11 SG9002 unknown key 'notice' in masking; did you mean 'notices'?"],
            schema: .rejects
        ),
        ProblemCase(
            "Statements that are not understood and masks by pattern.",
            """
            version: 1
            databases:
              shop: {host: h, role: r, unanalysed: permit}
            masks:
              comment:*pii*: {kind: denied}
            rules: [{name: r, why: w, match: {effect: read}, permit: {}}]
            """,
            ["4:1 SG9007 the database 'shop' has 'unanalysed: permit', which does not go with masks"],
            schema: .accepts
        ),
    ]
}
