// Cases of statements with a lowering of their own.

extension UtilityCases {
    static let queries = UtilityCase.parse(
        #"""
        SELECT 1
        ==> SELECT read

        INSERT INTO t VALUES (1)
        ==> INSERT insert

        UPDATE t SET a = 1
        ==> UPDATE update

        DELETE FROM t
        ==> DELETE delete

        MERGE INTO t USING o ON t.a = o.a WHEN MATCHED THEN DELETE
        ==> MERGE merge
        """#
    )
}
