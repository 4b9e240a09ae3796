// Certificates for a test, made with the openssl program.

import Foundation

/// An authority, and certificates that it has signed, in PEM files of a folder.
struct Certificates {
    let folder: Folder

    /// `ca.pem`, `server.pem` and `server.key` for localhost and 127.0.0.1, `client.pem` and `client.key`, and
    /// `other.pem`, an authority that has signed none of them.
    init() throws {
        folder = try Folder()
        for authority in ["ca", "other"] {
            try openssl([
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=\(authority) of a test", "-keyout", file("\(authority).key"), "-out",
                file("\(authority).pem"),
            ])
        }
        for (name, extra) in [
            ("server", "subjectAltName=DNS:localhost,IP:127.0.0.1"), ("client", "extendedKeyUsage=clientAuth"),
        ] {
            try openssl([
                "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=\(name)",
                "-keyout", file("\(name).key"), "-out", file("\(name).csr"),
            ])
            try folder.write("\(name).ext", extra + "\n")
            try openssl([
                "x509", "-req", "-in", file("\(name).csr"), "-CA", file("ca.pem"), "-CAkey", file("ca.key"),
                "-CAcreateserial", "-days", "2", "-extfile", file("\(name).ext"), "-out", file("\(name).pem"),
            ])
        }
        for key in ["server.key", "client.key"] { chmod(file(key), 0o600) }
    }

    func file(_ name: String) -> String { folder.file(name) }

    /// The paths of a self-signed certificate and its key, made with these options of `openssl req`.
    func selfSigned(_ name: String, _ options: [String]) throws -> (certificate: String, key: String) {
        let paths = (certificate: file("\(name).pem"), key: file("\(name).key"))
        try openssl(
            [
                "req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=\(name)", "-keyout", paths.key, "-out",
                paths.certificate,
            ]
                + options
        )
        chmod(paths.key, 0o600)
        return paths
    }

    private func openssl(_ arguments: [String]) throws {
        let result = try run(["openssl"] + arguments)
        guard result.status == 0 else { throw PostgreSQL.Failure(text: result.errors) }
    }
}

/// A port of 127.0.0.1 that nobody listens on at the moment.
func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    guard Loopback.with(port: 0, { bind(descriptor, $0, $1) }) == 0 else { throw POSIXError(.EADDRINUSE) }
    return try Loopback.port(of: descriptor)
}
