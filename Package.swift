// swift-tools-version: 6.2
import PackageDescription

// SQLGUARD_ANALYSIS_ONLY=1 leaves out every target that needs a package from elsewhere, so that the analysis can be
// built and tested alone, in seconds. SQLGUARD_PURE_ONLY=1 leaves out what needs the network's packages: Proxy and CLI.
let analysisOnly = Context.environment["SQLGUARD_ANALYSIS_ONLY"] == "1"
let pureOnly = analysisOnly || Context.environment["SQLGUARD_PURE_ONLY"] == "1"

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
    .testTarget(name: "SQLAnalysisTests", dependencies: ["SQLAnalysis", "Exercise"], swiftSettings: strict),
    // What the fuzzer and a test do with one text; part of no product.
    .target(
        name: "Exercise",
        dependencies: ["SQLAnalysis", "CPgQuery"],
        path: "Fuzzing/Exercise",
        swiftSettings: strict
    ),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "PGWire", dependencies: ["COpenSSL"], swiftSettings: strict),
    .testTarget(name: "PGWireTests", dependencies: ["PGWire"], swiftSettings: strict),
    .systemLibrary(name: "CLinux"),
    .target(name: "Audit", dependencies: ["CLinux", "COpenSSL"], swiftSettings: strict),
    // A process for the tests to kill.
    .executableTarget(
        name: "AuditAppender",
        dependencies: ["Audit"],
        path: "Tests/AuditAppender",
        swiftSettings: strict
    ),
    .testTarget(name: "AuditTests", dependencies: ["Audit", "AuditAppender"], swiftSettings: strict),
]

var dependencies: [Package.Dependency] = []

if !analysisOnly {
    dependencies += [.package(url: "https://github.com/jpsim/Yams", exact: "6.2.2")]
    targets += [
        .target(name: "Policy", dependencies: ["SQLAnalysis", "Yams"], swiftSettings: strict),
        .testTarget(name: "PolicyTests", dependencies: ["Policy"], swiftSettings: strict),
        .target(name: "Session", dependencies: ["SQLAnalysis", "Policy", "PGWire"], swiftSettings: strict),
        .testTarget(name: "SessionTests", dependencies: ["Session", "WireExercise"], swiftSettings: strict),
        // The same for the wire.
        .target(
            name: "WireExercise",
            dependencies: ["PGWire", "Session", "Policy", "SQLAnalysis"],
            path: "Fuzzing/WireExercise",
            swiftSettings: strict
        ),
    ]
}

if !pureOnly {
    dependencies += [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    ]
    targets += [
        .target(
            name: "Proxy",
            dependencies: [
                "SQLAnalysis", "Policy", "PGWire", "Audit", "Session",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ProxyTests",
            // The program itself is started by the tests, so it has to be built for them.
            dependencies: [
                "Proxy", "CLI", "SQLAnalysis", "Policy", "PGWire", "Audit", "Session",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "CLI",
            dependencies: [
                "SQLAnalysis", "Policy", "PGWire", "Audit", "Proxy",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict
        ),
        .testTarget(name: "CLITests", dependencies: ["CLI", "SQLAnalysis", "Policy"], swiftSettings: strict),
        .testTarget(
            name: "CorpusTests",
            dependencies: ["CLI", "SQLAnalysis", "CPgQuery", "Policy", "Audit", "Exercise"],
            swiftSettings: strict
        ),
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
            dependencies: ["SQLAnalysis", "CPgQuery", "Audit"],
            path: "Benchmarks/Benchmark",
            swiftSettings: strict
        )
    )
}

// SQLGUARD_FUZZ adds the program that ./dev fuzz runs. What is tested is built so that the fuzzer sees which edges an input
// takes ("guided"), with bounds of memory checked too ("checked"), without either for comparison ("blind"), or so that
// llvm-cov can tell which lines were run ("lines"). Assertions count in all of them. With SQLGUARD_PURE_ONLY=1 it is the program
// of ./dev fuzz-wire instead, which tests other targets. SQLGUARD_PLANTED names a copy of the folder of one of them, under the
// target's name, with a bug in it, to see that it is found.
let fuzz = [
    "guided": (swift: ["-sanitize=fuzzer"], clang: ["-fsanitize=fuzzer-no-link"]),
    "checked": (swift: ["-sanitize=fuzzer,address"], clang: ["-fsanitize=fuzzer-no-link,address"]),
    "blind": (swift: [], clang: []),
    "lines": (
        swift: ["-profile-generate", "-profile-coverage-mapping"],
        clang: ["-fprofile-instr-generate", "-fcoverage-mapping"]
    ),
]
if let flags = Context.environment["SQLGUARD_FUZZ"].flatMap({ fuzz[$0] }) {
    let planted = Context.environment["SQLGUARD_PLANTED"]
    let tested = analysisOnly ? ["SQLAnalysis"] : ["PGWire", "Session"]
    for target in targets where tested.contains(target.name) {
        target.swiftSettings = strict + [.unsafeFlags(flags.swift + ["-O", "-assert-config", "Debug"])]
        if let planted, planted.hasSuffix("/\(target.name)") { target.path = planted }
    }
    for target in targets where analysisOnly && target.name == "CPgQuery" {
        target.cSettings = [.unsafeFlags(flags.clang)]
    }
    for target in targets where target.name == "WireExercise" { target.swiftSettings = strict + [.unsafeFlags(["-O"])] }
    let program: (name: String, uses: [Target.Dependency]) =
        analysisOnly ? ("Fuzz", ["Exercise", "SQLAnalysis"]) : ("FuzzWire", ["WireExercise", "SQLAnalysis"])
    targets += [
        .systemLibrary(name: "CLibFuzzer", path: "Fuzzing/CLibFuzzer"),
        .target(name: "FuzzProgram", path: "Fuzzing/FuzzProgram", swiftSettings: strict),
        .executableTarget(
            name: program.name,
            dependencies: program.uses + ["CLibFuzzer", "FuzzProgram"],
            path: "Fuzzing/\(program.name)",
            swiftSettings: strict,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"] + flags.swift)]
        ),
    ]
}

let package = Package(
    name: "sqlguard",
    products: pureOnly ? [] : [.executable(name: "sqlguard", targets: ["CLI"])],
    dependencies: dependencies,
    targets: targets,
    swiftLanguageModes: [.v6]
)
