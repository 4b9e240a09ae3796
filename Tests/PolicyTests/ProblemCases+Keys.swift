// Keys that are not known, given twice or missing, and versions.

extension ProblemCase {
    static let keys: [ProblemCase] = [
        ProblemCase(
            "An unknown key is reported with the nearest one.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            lmits: {max_client_conn: 5}
            """,
            [
                "7:1 SG9002 unknown key 'lmits' in a policy; did you mean 'limits'?"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A key that is near to nothing is reported with all that there are.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {color: red}
            """,
            [
                "6:14 SG9002 unknown key 'color' in permit; it has: rows"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Keys are not folded.",
            """
            Version: 1
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "1:1 SG9002 unknown key 'Version' in a policy; did you mean 'version'?",
                "1:1 SG9006 a policy has no 'version'",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A key that people try has an advice of its own.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: read}
                allow: {}
            """,
            [
                "3:5 SG9006 a rule has exactly one of: permit, hold, deny",
                "6:5 SG9002 unknown key 'allow' in a rule; did you mean 'permit'?",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "The same key twice, with the line of the first.",
            """
            version: 1
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "2:1 SG9004 'version' is given already in line 1"
            ],
            schema: .accepts
        ),
        ProblemCase(
            "The same key twice, however it is quoted.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: read, "effect": delete}
                permit: {}
            """,
            [
                "5:27 SG9004 'effect' is given already in line 5"
            ],
            schema: .accepts
        ),
        ProblemCase(
            "Every duplicate of every level is reported in one go.",
            """
            version: 1
            rules:
              - name: a
                name: b
                why: because
                why: because
                match: {effect: read, effect: read}
                permit: {}
            rules: []
            """,
            [
                "4:5 SG9004 'name' is given already in line 3",
                "6:5 SG9004 'why' is given already in line 5",
                "7:27 SG9004 'effect' is given already in line 7",
                "9:1 SG9004 'rules' is given already in line 2",
            ],
            schema: .accepts
        ),
        ProblemCase(
            "A list is no key.",
            """
            version: 1
            [a, b]: c
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "2:1 SG9003 a key is text, not a list or mapping"
            ],
            schema: .accepts
        ),
        ProblemCase(
            "Two rules of one name.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "7:11 SG9004 rule 'r' is there already in line 3"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Two masks on one column, quoted and not.",
            """
            version: 1
            masks:
              public.t.c: {kind: nullify}
              public."t".c: {kind: email}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "4:3 SG9004 public.t.c has a mask already in line 3"
            ],
            schema: .accepts
        ),
        ProblemCase(
            "Two masks on one pattern, quoted and not; a star in quotes is another one.",
            """
            version: 1
            masks:
              "*.t.c": {kind: nullify}
              '*."t".c': {kind: email}
              '"*".t.c': {kind: email}
              "*.t.c comment:x": {kind: email}
              "*.*.* comment:*x": {kind: email}
              comment:*x: {kind: email}
            rules: [{name: r, why: w, match: {effect: read}, permit: {}}]
            """,
            [
                "4:3 SG9004 *.t.c has a mask already in line 3",
                "8:3 SG9004 *.*.* comment:*x has a mask already in line 7",
            ],
            schema: .accepts
        ),
        ProblemCase(
            "A file without version and rules.",
            """
            limits: {max_client_conn: 5}
            """,
            [
                "1:1 SG9006 a policy has no 'version'",
                "1:1 SG9006 a policy has no 'rules'",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A rule without name, why and match says so at its place.",
            """
            version: 1
            rules:
              - permit: {}
            """,
            [
                "3:5 SG9006 a rule has no 'name'",
                "3:5 SG9006 a rule has no 'why'",
                "3:5 SG9006 a rule has no 'match'",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A rule has one of permit, hold, deny.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: read}
            """,
            [
                "3:5 SG9006 a rule has exactly one of: permit, hold, deny"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A rule has only one of permit, hold, deny.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
                deny: no
            """,
            [
                "3:5 SG9007 a rule has exactly one of: permit, hold, deny",
                "7:11 SG9003 text is expected, and YAML takes this for a boolean; put it in quotes",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A hold names approvers.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: read}
                hold: {for: 5m}
            """,
            [
                "6:11 SG9006 hold has no 'approvers'"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A match has a condition.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {}
                permit: {}
            """,
            [
                "5:12 SG9006 match has no condition; effect: \"*\" stands for every effect"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Access without databases.",
            """
            version: 1
            access:
              - {database: shop, group: g}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "2:1 SG9006 'access' is about databases, and the file has none"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "An access entry says who.",
            """
            version: 1
            databases:
              shop: {host: h, role: r}
            access:
              - {database: shop}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "5:5 SG9006 an access entry has one of: group, user, kind"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A later version is not judged any further.",
            """
            version: 2
            rules: {}
            novelty: 1
            """,
            [
                "1:10 SG9008 version 2 is not read here; version: 1 is"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "The version is a number.",
            """
            version: "1"
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "1:10 SG9003 a whole number in decimal digits is expected"
            ],
            schema: .rejects
        ),
        ProblemCase(
            "The version has no point.",
            """
            version: 1.0
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "1:10 SG9003 a whole number in decimal digits is expected"
            ],
            schema: .rejects
        ),
    ]
}
