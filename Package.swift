// swift-tools-version: 6.2
import PackageDescription

// SQLGUARD_ANALYSIS_ONLY=1 leaves out every target that needs a package from elsewhere, so that the analysis can be
// built and tested alone, in seconds.
let analysisOnly = Context.environment["SQLGUARD_ANALYSIS_ONLY"] == "1"

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

var targets: [Target] = [
    // libpg_query, linked statically, with its packer replaced by ours: see docs/decisions/0001-flat-packer.md.
    .target(
        name: "CPgQuery",
        linkerSettings: [
            .unsafeFlags([
                "-Xlinker", "--wrap=protobuf_c_message_get_packed_size",
                "-Xlinker", "--wrap=protobuf_c_message_pack",
                "-Xlinker", "-l:libpg_query.a",
            ]),
            .linkedLibrary("m"),
            .linkedLibrary("pthread"),
        ]
    ),
    .target(name: "SQLAnalysis", dependencies: ["CPgQuery"], swiftSettings: strict),
    .testTarget(name: "SQLAnalysisTests", dependencies: ["SQLAnalysis"], swiftSettings: strict),
]

var dependencies: [Package.Dependency] = []

if !analysisOnly {
    dependencies += [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ]
    targets += [
        .target(name: "Policy", dependencies: ["SQLAnalysis", "Yams"], swiftSettings: strict),
        .executableTarget(
            name: "CLI",
            dependencies: [
                "SQLAnalysis", "Policy", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        .testTarget(name: "PolicyTests", dependencies: ["Policy"], swiftSettings: strict),
        .testTarget(name: "CLITests", dependencies: ["CLI", "SQLAnalysis", "Policy"], swiftSettings: strict),
        .testTarget(name: "CorpusTests", dependencies: ["CLI", "SQLAnalysis", "Policy"], swiftSettings: strict),
    ]
}

// SQLGUARD_BENCH=1 adds the program that ./dev bench measures with; it reaches into SQLAnalysis step by step.
if Context.environment["SQLGUARD_BENCH"] == "1" {
    for target in targets where target.name == "SQLAnalysis" {
        target.swiftSettings = strict + [.unsafeFlags(["-enable-testing"])]
    }
    targets.append(
        .executableTarget(
            name: "Benchmark",
            dependencies: ["SQLAnalysis", "CPgQuery"],
            path: "Benchmarks/Benchmark",
            swiftSettings: strict
        )
    )
}

let package = Package(
    name: "sqlguard",
    products: analysisOnly ? [] : [.executable(name: "sqlguard", targets: ["CLI"])],
    dependencies: dependencies,
    targets: targets,
    swiftLanguageModes: [.v6]
)
