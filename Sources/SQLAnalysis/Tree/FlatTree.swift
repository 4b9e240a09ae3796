// A parse tree as one array of records, taken over from the packer in CPgQuery.

import CPgQuery

/// A parse tree in preorder: a message's record is followed by those of its fields, child messages included.
final class FlatTree: Sendable {
    let grammar: Grammar
    let records: [sqlguard_record]
    let text: [UInt8]

    /// Takes over the buffer of `pg_query_parse_protobuf`. Throws SG2011 when it is not one our packer wrote in full.
    init(_ bytes: UnsafeRawBufferPointer, grammar: Grammar) throws(Refusal) {
        let headerSize = MemoryLayout<sqlguard_flat_header>.size
        let stride = MemoryLayout<sqlguard_record>.stride
        guard bytes.count >= headerSize else { throw FlatTree.unreadable }
        let header = bytes.loadUnaligned(as: sqlguard_flat_header.self)
        guard header.magic == SQLGUARD_FLAT_MAGIC, header.record_count > 0, header.record_count < UInt64(Int32.max),
            header.text_bytes < UInt64(Int32.max)
        else { throw FlatTree.unreadable }
        let recordCount = Int(header.record_count)
        let textBytes = Int(header.text_bytes)
        guard bytes.count == headerSize + recordCount * stride + textBytes else { throw FlatTree.unreadable }
        self.grammar = grammar
        records = [sqlguard_record](unsafeUninitializedCapacity: recordCount) { buffer, count in
            UnsafeMutableRawBufferPointer(buffer)
                .copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: bytes[headerSize..<(headerSize + recordCount * stride)])
                )
            count = recordCount
        }
        text = [UInt8](bytes[(headerSize + recordCount * stride)...])
    }

    private static let unreadable = Refusal(.parserFailed, "the parser gave no tree that can be read")

    /// The whole parse result.
    var root: Node { Node(tree: self, index: 0) }
}
