// What is no YAML that this format takes: syntax, documents, characters, anchors.

extension ProblemCase {
    static let syntax: [ProblemCase] = [
        ProblemCase(
            "The file is empty.",
            """

            """,
            [
                "1:1 SG9001 the file is empty"
            ],
            schema: .cannotSay
        ),
        ProblemCase(
            "Only comments and an empty document are nothing.",
            """
            # nothing
            ---
            """,
            [
                "1:1 SG9001 the file is empty"
            ],
            schema: .cannotSay
        ),
        ProblemCase(
            "A second document is not read.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            ---
            version: 1
            """,
            [
                "7:1 SG9001 a second document; a policy is one"
            ],
            schema: .accepts
        ),
        ProblemCase(
            "An explicit start and end of the document are fine.",
            """
            ---
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            ...
            """,
            [],
            schema: .accepts
        ),
        ProblemCase(
            "Text that is not YAML stops with the place.",
            """
            version: 1
            rules: [
            """,
            [
                "3:1 SG9001 while parsing a flow node: did not find expected node content"
            ],
            schema: .cannotSay
        ),
        ProblemCase(
            "A colon inside a bare message is YAML's own error.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: read}
                deny: never: ask
            """,
            [
                "6:16 SG9001 mapping values are not allowed in this context"
            ],
            schema: .cannotSay
        ),
        ProblemCase(
            "A tab is reported once, at its place.",
            """
            version: 1
            rules:
            \u{9}- name: r
            """,
            [
                "3:1 SG9001 a tab; write spaces, or \\t in \"\"",
                "3:4 SG9006 a rule has no 'why'",
                "3:4 SG9006 a rule has no 'match'",
                "3:4 SG9006 a rule has exactly one of: permit, hold, deny",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "A tab after a colon is no better.",
            """
            version:\u{9}1
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "1:9 SG9001 a tab; write spaces, or \\t in \"\""
            ],
            schema: .accepts
        ),
        ProblemCase(
            "A byte order mark is not read.",
            """
            \u{FEFF}version: 1
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "1:1 SG9001 a byte order mark"
            ],
            schema: .cannotSay
        ),
        ProblemCase(
            "A carriage return alone is not a line end to everybody.",
            """
            version: 1
            # a\u{D}b
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "2:4 SG9001 a carriage return without a newline"
            ],
            schema: .cannotSay
        ),
        ProblemCase(
            "Control characters and invisible ones are named.",
            """
            version: 1
            # \u{7}
            # a\u{202E}b
            # \u{2028}
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "2:3 SG9001 a control character",
                "3:4 SG9001 an invisible character",
                "4:3 SG9001 a line separator that only some readers take for one",
            ],
            schema: .cannotSay
        ),
        ProblemCase(
            "A bare star is an alias to YAML.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: *}
                permit: {}
            """,
            [
                "5:22 SG9001 while scanning an alias: did not find expected alphabetic or numeric character; if a"
                    + " star is meant, put it in quotes"
            ],
            schema: .cannotSay
        ),
        ProblemCase(
            "An anchor, even when nothing refers to it.",
            """
            version: 1
            rules:
              - name: r
                why: because
                match: &all {effect: read}
                permit: {}
            """,
            [
                "5:12 SG9005 anchors are not read; write the value out"
            ],
            schema: .accepts
        ),
        ProblemCase(
            "Aliases are reported beside their anchors.",
            """
            version: 1
            rules:
              - name: a
                why: &w because
                match: {effect: read}
                permit: {}
              - name: b
                why: *w
                match: {effect: read}
                permit: {}
            """,
            [
                "4:10 SG9005 anchors are not read; write the value out",
                "8:10 SG9005 aliases are not read; write the value out",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Merge keys are not read.",
            """
            version: 1
            rules:
              - <<: {why: because}
                name: r
                match: {effect: read}
                permit: {}
            """,
            [
                "3:5 SG9005 the merge key << is not read; write the values out",
                "3:5 SG9006 a rule has no 'why'",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Tags, also YAML's own.",
            """
            version: 1
            rules:
              - name: r
                why: !!str because
                match: !match {effect: read}
                permit: {}
            """,
            [
                "4:10 SG9005 tags are not read; write the value as it is",
                "5:12 SG9005 tags are not read; write the value as it is",
            ],
            schema: .rejects
        ),
        ProblemCase(
            "Directives.",
            """
            %YAML 1.1
            ---
            version: 1
            rules:
              - name: r
                why: because
                match: {effect: read}
                permit: {}
            """,
            [
                "1:1 SG9005 directives such as %YAML are not read"
            ],
            schema: .accepts
        ),
    ]
}
