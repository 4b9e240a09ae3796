// The file form of a value, said once for both ways: the same lines write a record and read it.

/// Passes over the fields of a record: `RecordWriter` writes them, `RecordReader` takes them from a file.
///
/// A field that is said to have a value `otherwise`, and an optional, list or set, is left out of the file where it has that
/// value, is nil or is empty. Every other field must be there. What a file has besides is refused.
protocol RecordForm {
    /// What is thrown: nothing while writing.
    associatedtype Failure: Error

    /// A string that is not empty.
    mutating func field(_ key: StaticString, _ value: inout String) throws(Failure)
    /// A string; left out when it is `otherwise`.
    mutating func field(_ key: StaticString, _ value: inout String, otherwise: String) throws(Failure)
    /// A string that is not empty, or nothing.
    mutating func field(_ key: StaticString, _ value: inout String?) throws(Failure)
    /// Strings in order, none of them empty.
    mutating func field(_ key: StaticString, _ value: inout [String]) throws(Failure)
    /// Strings in order, some of which may be empty.
    mutating func field(withEmpty key: StaticString, _ value: inout [String]) throws(Failure)
    /// Different strings in no order, none of them empty.
    mutating func field(_ key: StaticString, _ value: inout Set<String>) throws(Failure)
    /// True or false.
    mutating func field(_ key: StaticString, _ value: inout Bool, otherwise: Bool) throws(Failure)
    /// A number of a range.
    mutating func field(_ key: StaticString, _ value: inout Int, in range: ClosedRange<Int>) throws(Failure)
    /// A number of a range, or nothing.
    mutating func field(_ key: StaticString, _ value: inout Int?, in range: ClosedRange<Int>) throws(Failure)
    /// Numbers of a range that grow, or nothing.
    mutating func field(_ key: StaticString, _ value: inout [Int]?, in range: ClosedRange<Int>) throws(Failure)
    /// A word of a closed set, of which only some may be meant.
    mutating func field<Word: CatalogWord>(
        _ key: StaticString,
        _ value: inout Word,
        of words: [Word]
    ) throws(Failure)
    /// A word of a closed set; left out when it is `otherwise`.
    mutating func field<Word: CatalogWord>(
        _ key: StaticString,
        _ value: inout Word,
        otherwise: Word
    ) throws(Failure)
    /// A word of a closed set, or nothing.
    mutating func field<Word: CatalogWord>(_ key: StaticString, _ value: inout Word?) throws(Failure)
    /// Words of a closed set, in order.
    mutating func field<Word: CatalogWord>(_ key: StaticString, _ value: inout [Word]) throws(Failure)
    /// A name as an array of its parts.
    mutating func field(_ key: StaticString, _ value: inout QualifiedName) throws(Failure)
    /// A name, or nothing.
    mutating func field(_ key: StaticString, _ value: inout QualifiedName?) throws(Failure)
    /// Names in order.
    mutating func field(_ key: StaticString, _ value: inout [QualifiedName]) throws(Failure)
    /// `"*"`, an array of names, or nothing.
    mutating func field(_ key: StaticString, _ value: inout Columns) throws(Failure)
    /// A record.
    mutating func field<Record: CatalogRecord>(_ key: StaticString, _ value: inout Record) throws(Failure)
    /// A record that is left out when it is `otherwise`.
    mutating func field<Record: CatalogRecord & Equatable>(
        _ key: StaticString,
        _ value: inout Record,
        otherwise: Record
    ) throws(Failure)
    /// A record, or nothing.
    mutating func field<Record: CatalogRecord>(_ key: StaticString, _ value: inout Record?) throws(Failure)
    /// Records in order.
    mutating func field<Record: CatalogRecord>(_ key: StaticString, _ value: inout [Record]) throws(Failure)
    /// Records in order, or nothing, which is not the same as none.
    mutating func field<Record: CatalogRecord>(_ key: StaticString, _ value: inout [Record]?) throws(Failure)
}

/// A closed set of words.
typealias CatalogWord = CaseIterable & Equatable & RawRepresentable<String>

/// Something that is an object in a catalog file.
protocol CatalogRecord {
    /// A value in which every field that may be left out is left out.
    static var blank: Self { get }

    /// Gives every field to the form, in the order of the file.
    mutating func pass<Form: RecordForm>(_ form: inout Form) throws(Form.Failure)
}

extension RecordForm {
    /// The number of an object, or nothing.
    mutating func field(_ key: StaticString, _ value: inout OID?) throws(Failure) {
        var number = value.map { Int($0.value) }
        try field(key, &number, in: 1...Int(UInt32.max))
        value = number.flatMap { OID(UInt32($0)) }
    }

    /// The number of a column, or nothing. PostgreSQL: htup_details.h, MaxHeapAttributeNumber.
    mutating func field(columnNumber key: StaticString, _ value: inout Int16?) throws(Failure) {
        var number = value.map { Int($0) }
        try field(key, &number, in: 1...1600)
        value = number.map { Int16($0) }
    }

    /// The numbers of columns, or nothing.
    mutating func field(columnNumbers key: StaticString, _ value: inout [Int16]?) throws(Failure) {
        var numbers = value?.map { Int($0) }
        try field(key, &numbers, in: 1...1600)
        value = numbers?.map { Int16($0) }
    }
}
