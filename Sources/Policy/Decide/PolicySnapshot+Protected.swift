// What a policy protects of a database for a principal.

public import SQLAnalysis
import Synchronization

/// Which masks do not hold for a principal. For principals with equal exemptions the same is protected.
public struct MaskExemptions: Hashable, Sendable {
    /// Their places in the policy.
    let masks: Set<Int>
}

extension PolicySnapshot {
    /// The masks that a principal is exempt from.
    public func exemptions(of principal: Principal) -> MaskExemptions {
        MaskExemptions(masks: Set(policy.masks.indices.filter { policy.masks[$0].exempts(principal) }))
    }

    /// The protected columns for a principal, sorted by relation: those whose mask it is not exempt from. A column has one
    /// mask, that of its exact name or else the first pattern that matches; who is exempt from that sees the column,
    /// whatever later patterns say.
    ///
    /// Exact names are returned whether the catalog has them or not. Without a catalog they are all that is returned:
    /// `hasPatterns` says whether that is all there is to protect. Linear in the number of masked columns; whoever asks
    /// for each statement asks for `protection`.
    public func protectedColumns(for principal: Principal) -> [ProtectedColumn] {
        protectedColumns(without: exemptions(of: principal))
    }

    /// Whether masks hold for a principal whose columns only a catalog tells.
    public func hasPatterns(for principal: Principal) -> Bool {
        maskedColumns.patterns.contains { !policy.masks[$0].exempts(principal) }
    }

    /// Everything that is protected for a principal, with what follows from it: made once for equal exemptions. Nil when
    /// nothing is, and without a catalog, where nothing can be masked.
    public func protection(for principal: Principal) -> Protection? {
        guard let catalog, !policy.masks.isEmpty else { return nil }
        let exemptions = exemptions(of: principal)
        let protection = protections.protection(without: exemptions) {
            Protection(protectedColumns(without: exemptions), in: catalog)
        }
        return protection.isEmpty ? nil : protection
    }

    private func protectedColumns(without exemptions: MaskExemptions) -> [ProtectedColumn] {
        maskedColumns.all.compactMap { entry in
            exemptions.masks.contains(entry.mask) ? nil : policy.masks[entry.mask].protecting(entry.column)
        }
    }
}

extension Mask {
    /// One of its columns with what the mask asks for.
    func protecting(_ column: ColumnName) -> ProtectedColumn {
        ProtectedColumn(column, treatment, inPredicates: inPredicates)
    }
}

/// What is protected under one snapshot, by exemptions.
final class MadeProtections: Sendable {
    private let made = Mutex<[MaskExemptions: Protection]>([:])

    /// What was made for these exemptions, or what `make` makes now.
    func protection(without exemptions: MaskExemptions, _ make: () -> Protection) -> Protection {
        made.withLock { made in
            if let known = made[exemptions] { return known }
            let new = make()
            made[exemptions] = new
            return new
        }
    }
}
