"""Tests of the scripts' own parts; run by ./dev test and by `python3 scripts/tooling/test_tooling.py`."""

import base64
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import hostile_selftest  # noqa: E402
from debian_source import source_lists  # noqa: E402
from random_minimise import minimise  # noqa: E402
from psql_file import Counts, Script, Statement  # noqa: E402
from saslprep_tables import FOLDER, files  # noqa: E402
from random_run import patterns, wrong_answer  # noqa: E402
from random_schema import Column, Relation  # noqa: E402
from random_sql import make  # noqa: E402
from suites_compare import Exceptions, ExceptionsError, compare  # noqa: E402
from suites_pipeline import steady  # noqa: E402
from twins_cases import CaseError, read, steps_of  # noqa: E402
from twins_run import comparable, leaked  # noqa: E402
from twins_values import MASKING, PLACE, VALUES, fill, fill_schema  # noqa: E402
from twins_wire import in_place, refusal  # noqa: E402


def split(text):
    return [(statement.line, statement.sql) for statement in Script(text, Counts()).run()]


class PsqlScript(unittest.TestCase):
    """Each expectation is what psql 15 sends."""

    def test_semicolons_in_literals_comments_and_parentheses_end_nothing(self):
        self.assertEqual(split("SELECT ';', E'\\';', $$;$$, $a$;$$;$a$, \";\" /* ; /* ; */ */ -- ;\n;"),
                         [(1, "SELECT ';', E'\\';', $$;$$, $a$;$$;$a$, \";\" /* ; /* ; */ */ -- ;\n;")])
        self.assertEqual(split("CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2);"),
                         [(1, "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2);")])

    def test_a_routine_body_between_begin_and_end_is_one_statement(self):
        body = "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 2; END;"
        self.assertEqual(split(body + " SELECT 3;"), [(1, body), (1, "SELECT 3;")])

    def test_comments_before_a_statement_are_dropped_and_inside_are_kept(self):
        self.assertEqual(split("-- a\n\nSELECT -- b\n\n  1;\n;"), [(3, "SELECT -- b\n  1;"), (6, ";")])

    def test_backslash_strings_depend_on_the_setting(self):
        self.assertEqual(split("SET standard_conforming_strings TO off;\nSELECT 'a\\';'; SELECT 2;"),
                         [(1, "SET standard_conforming_strings TO off;"), (2, "SELECT 'a\\';';"), (2, "SELECT 2;")])
        self.assertEqual(split("SELECT 'a\\';"), [(1, "SELECT 'a\\';")])

    def test_an_escaped_semicolon_joins_statements(self):
        self.assertEqual(split("SELECT 1 \\; SELECT 2;"), [(1, "SELECT 1 ; SELECT 2;")])

    def test_commands_that_send_and_that_do_not(self):
        self.assertEqual(split("SELECT 1 \\g\n\\d x; y\nSELECT 2 \\gset p_\nSELECT :p_, 3 \\gx (a=')' b)\nSELECT 4"),
                         [(1, "SELECT 1 "), (3, "SELECT 2 "), (4, "SELECT :p_, 3 "), (5, "SELECT 4")])

    def test_variables_are_replaced_as_sql_as_literal_and_as_name(self):
        text = "\\set x 'a''b'\n\\set y 'SELECT 1; SELECT'\nSELECT :x, :'x', :\"x\", :{?x}, :z, a[1:2], b::int;\n:y 2;"
        self.assertEqual(split(text), [(3, "SELECT a'b, :'x', :\"x\", :{?x}, :z, a[1:2], b::int;\n:y 2;")])
        text = text.replace("'a''b'", "ab")
        self.assertEqual(split(text), [(3, "SELECT ab, 'ab', \"ab\", TRUE, :z, a[1:2], b::int;"),
                                       (4, "SELECT 1;"), (4, "SELECT 2;")])

    def test_branches_that_are_not_taken_leave_no_text(self):
        self.assertEqual(split("\\if false\nSELECT 1;\nSELECT\n\\elif yes\nSELECT 2;\n\\else\nSELECT 3;\n\\endif\nSELECT 4;"),
                         [(5, "SELECT 2;"), (9, "SELECT 4;")])
        self.assertEqual(split("SELECT \\if false \\\\ (bogus \\else \\\\ 42 \\endif \\\\ forty_two;"),
                         [(1, "SELECT  42  forty_two;")])

    def test_data_lines_of_copy_are_no_statements(self):
        self.assertEqual(split("COPY t FROM stdin;\na;b\n\\.\nSELECT 1;"), [(1, "COPY t FROM stdin;"), (4, "SELECT 1;")])
        self.assertEqual(split("COPY bad FROM stdin;\nSELECT 1;\nCOPY t FROM stdin;\n1\n\\.\n"),
                         [(1, "COPY bad FROM stdin;"), (2, "SELECT 1;"), (3, "COPY t FROM stdin;")])


class DebianSources(unittest.TestCase):
    def test_both_formats_become_source_lists_with_their_options(self):
        with tempfile.TemporaryDirectory() as folder:
            parts = Path(folder, "sources.list.d")
            parts.mkdir()
            Path(folder, "sources.list").write_text("# deb a\ndeb [signed-by=/k] http://h/d s main\ndeb-src http://h/e s c\n")
            (parts / "a.sources").write_text(
                "# c\nTypes: deb\n# d\nURIs: http://h/d\nSuites: s\nComponents: main\nSigned-By: /k\n\n"
                "Types: deb-src\nURIs: http://h/e\n\nEnabled: no\nTypes: deb\nURIs: http://h/f\n"
            )
            (parts / "b.list").write_text("#deb x\n")
            self.assertEqual(source_lists(folder), [
                ("0.list", "deb-src [signed-by=/k] http://h/d s main\ndeb-src http://h/e s c\n"),
                ("0.sources", "Types: deb-src\nURIs: http://h/d\nSuites: s\nComponents: main\nSigned-By: /k\n"),
            ])  # fmt: skip


class SASLprepTables(unittest.TestCase):
    def test_the_tables_in_the_sources_are_what_python_says(self):
        for name, text in files():
            self.assertEqual((FOLDER / name).read_text(), text, name)


class HostileTexts(unittest.TestCase):
    def test_a_wrong_ending_a_slow_program_and_a_large_one_are_each_reported(self):
        self.assertEqual(hostile_selftest.run(), [])


class Twins(unittest.TestCase):
    def cases(self, text):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "x.test"
            file.write_text(text)
            return read(file)

    def test_the_cases_of_the_corpus_are_in_form(self):
        self.assertGreater(len(read(MASKING / "attacks.test")), 400)
        self.assertGreater(len(read(MASKING / "honest.test")), 300)

    def test_a_case_has_steps_a_neighbour_and_what_undoes_it(self):
        text = "# A.\nattack id=X1 verdict=M needs=y\nSELECT 1,\n  2\nSELECT 3\nnear\nSELECT 4\nundo\nSELECT 5\n----\nD why\n"
        case = self.cases(text)[0]
        self.assertEqual((case.identity, case.verdict, case.reason, case.outcome), ("X1", "D", "why", "refused"))
        self.assertEqual((case.steps, case.near, case.undo), (["SELECT 1,\n  2", "SELECT 3"], ["SELECT 4"], ["SELECT 5"]))

    def test_what_is_not_in_form_is_refused(self):
        good = "# A.\nattack id=X1 verdict=M\nSELECT 1\nnear\nSELECT 2\n----\nM\n"
        self.assertEqual(len(self.cases(good)), 1)
        for bad in (good.replace("near\nSELECT 2\n", ""), good.replace("verdict", "verdikt"),
                    good.replace("# A.", "# A"), good.replace("----\n", ""), good + "\n" + good,
                    good.replace("----\nM", "----\nD")):  # fmt: skip
            with self.assertRaises(CaseError, msg=bad):
                self.cases(bad)

    def test_every_value_is_there_once_and_fits_its_place(self):
        values = [str(value) for twin in "AB" for column in VALUES[twin].values() for value in column if value is not None]
        self.assertEqual(len(values), len(set(values)))
        for twin in "AB":
            self.assertEqual(PLACE.findall(fill_schema((MASKING / "schema.sql").read_text(), twin)), [])

    def test_what_was_sent_is_no_leak_and_what_was_received_is(self):
        case = self.cases("# A.\nattack id=X1 verdict=M\nSELECT {{ssn:1}}\nnear\nSELECT 2\n----\nM\n")[0]
        sent, other = (fill(f"{{{{ssn:{number}}}}}", "A").strip("'").encode() for number in (1, 2))
        self.assertEqual(leaked(case, [[(b"D", sent)]]), [])
        self.assertEqual(leaked(case, [[(b"D", b"x" + other)]]), ["ssn:2"])
        self.assertEqual(leaked(case, [[(b"D", other.hex().encode())]]), ["ssn:2 as hexadecimal digits"])
        self.assertEqual(leaked(case, [[(b"D", VALUES["A"]["salary"][0].to_bytes(4, "big"))]]), ["salary:1 as 4 or 8 bytes"])

    def test_only_what_sqlguard_refuses_is_a_refusal(self):
        self.assertEqual(refusal([(b"E", b"SERROR\0C42501\0Mno\0DSG6001 x\0\0")]), "SG6001")
        self.assertIsNone(refusal([(b"E", b"SERROR\0C42501\0Mpermission denied\0\0"), (b"N", b"DSG6001\0\0")]))
        self.assertIsNone(refusal([(b"E", b"SERROR\0C22P02\0Mwithheld\0DSG7002\0\0")]))

    def test_origins_and_an_order_that_nobody_asked_for_do_not_count(self):
        one = b"\0\1id\0" + bytes([0, 0, 64, 1, 0, 1]) + b"\0\0\0\x17\0\4\xff\xff\xff\xff\0\0"
        other = b"\0\1id\0" + bytes(6) + b"\0\0\0\x17\0\4\xff\xff\xff\xff\0\0"
        left, right = [[(b"T", one), (b"D", b"2"), (b"D", b"1")]], [[(b"T", other), (b"D", b"1"), (b"D", b"2")]]
        self.assertEqual(comparable(left, False), comparable(right, False))
        self.assertNotEqual(comparable(left, True), comparable(right, True))

    def test_values_in_place_of_parameters(self):
        self.assertEqual(in_place("SELECT $1, $2, $11", ["a'b", None]), "SELECT 'a''b', NULL, $11")
        self.assertEqual(steps_of(["a", "  b", "c"]), ["a\n  b", "c"])


class MaskingRandom(unittest.TestCase):
    NAMES = "users notes events vault gen0 note_tags parts gaps teams".split()
    RELATIONS = [Relation("public", name, "r", [Column("id", "int"), Column("ssn", "text", True)]) for name in NAMES]

    def test_seed_and_number_fix_a_statement(self):
        once, again = ([make(self.RELATIONS, 7, number).steps for number in range(300)] for _ in range(2))
        self.assertEqual(once, again)
        self.assertGreater(len({str(steps) for steps in once}), 290)
        self.assertNotEqual(once[0], make(self.RELATIONS, 8, 0).steps)

    def test_a_statement_is_made_smaller_for_as_long_as_it_shows_the_same(self):
        text = "SELECT a, (SELECT max(x.ssn) FROM users x WHERE x.id IN (1, 2)) FROM teams t WHERE t.id = 1 ORDER BY a"
        self.assertEqual(minimise(text, lambda one: "max" in one and "FROM users" in one), "max FROM users")

    def test_values_are_known_in_other_writings(self):
        found = patterns("A")
        value = VALUES["A"]["must"][0]
        for before in ("", "x", "xy"):
            encoded = base64.b64encode((before + value + "yx").encode())
            self.assertTrue([name for name, data in found.items() if data in encoded and "base64" in name], before)
        for written in (value.upper(), value.lower(), value[::-1], value.encode().hex()):
            self.assertTrue([name for name, data in found.items() if data == written.encode()], written)

    def test_wrong_answers_are_told_from_known_limits(self):
        row, other = [[(b"D", b"1")]], [[(b"D", b"2")]]
        grouped = [[(b"E", b"C42803\0Mcolumn \"a\" must appear in the GROUP BY clause\0\0")]]
        self.assertIsNone(wrong_answer(row, row, {}))
        self.assertEqual(wrong_answer(row, other, {})[0], "rows differ")
        self.assertEqual(wrong_answer(grouped, row, {})[0], "known: 42803 must appear in the GROUP BY")
        self.assertEqual(wrong_answer([[(b"E", b"C22012\0Mdivision by zero\0\0")]], row, {})[0], "error 22012 division by zero")


class Suites(unittest.TestCase):
    """What tests that others wrote may do otherwise through sqlguard."""

    REASONS = "reason pinned SG2201 : Pinned.\nreason parser SG2001 : Parser.\n"

    def found(self, entries, through, isWhole=True):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "exceptions.txt"
            path.write_text(self.REASONS + entries)
            return compare("regress", {"a": "one\ntwo\n", "b": "same\n"}, {"b": "same\n", **through}, Exceptions(path), isWhole)

    def test_differences_need_a_code_or_an_entry(self):
        self.assertEqual(self.found("", {"a": "one\ntwo\n"}).wrong, [])
        denied = self.found("", {"a": "one\nERROR:  no\nDETAIL:  SG2201\n"})
        self.assertEqual((denied.wrong, denied.explained["a"][0][0]), ([], "pinned"))
        self.assertEqual(len(self.found("", {"a": "one\nthree\n"}).wrong), 1)
        self.assertEqual(self.found("regress a pinned\n", {"a": "one\nthree\n"}).wrong, [])

    def test_other_codes_more_errors_and_missing_tests_are_wrong(self):
        self.assertEqual(len(self.found("", {"a": "one\nERROR:  no\nDETAIL:  SG5007\n"}).wrong), 1)
        self.assertEqual(len(self.found("", {"a": "ERROR:  no\nERROR:  no\nDETAIL:  SG2201\n"}).wrong), 1)
        self.assertEqual(len(self.found("", {}).wrong), 1)

    def test_entries_are_counted_and_needed(self):
        self.assertEqual(len(self.found("regress a pinned 2\n", {"a": "one\nthree\n"}).wrong), 1)
        self.assertEqual(len(self.found("regress b pinned\n", {"a": "one\ntwo\n"}).wrong), 1)
        self.assertEqual(self.found("regress b pinned\n", {"a": "one\ntwo\n"}, isWhole=False).wrong, [])
        self.assertRaises(ExceptionsError, self.found, "regress a unknown\n", {})

    def test_a_full_socket_makes_no_difference(self):
        early = "uniqviol ....E..\nresult 1/9: 1\nresult 2/9: 2\nresult 3/9: pipeline aborted\nok\n"
        late = "uniqviol ......\nswitch to reading\nresult 1/20: 1\nresult 5/20: pipeline aborted\nresult 6/20: pipeline aborted\nok\n"
        self.assertEqual(steady(early), steady(late))
        self.assertNotEqual(steady(early), steady(late.replace("aborted", "lost")))


if __name__ == "__main__":
    unittest.main()
