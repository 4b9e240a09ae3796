// TLS towards clients, from the files that the policy names.

import NIOSSL
import Policy
import SQLAnalysis

extension ListenerTLS {
    /// The context that connections of a listener are served with, which show this chain of certificates. Throws SG9021, naming
    /// the file.
    func context(_ chain: [NIOSSLCertificate]) throws(ConfigurationProblem) -> NIOSSLContext {
        let privateKey: NIOSSLPrivateKey
        do {
            privateKey = try NIOSSLPrivateKey(file: key, format: .pem)
        } catch {
            throw ConfigurationProblem(
                .tlsFilesUnusable,
                "cannot use the private key \(key): it cannot be read or holds no unencrypted key in PEM"
            )
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(privateKey)
        )
        configuration.minimumTLSVersion = .tlsv12
        // PostgreSQL: libpq-be.h, PG_ALPN_PROTOCOL
        configuration.applicationProtocols = ["postgresql"]
        if let clientAuthorities {
            let authorities = try CertificateFile.read(clientAuthorities, called: "the client authorities")
            configuration.trustRoots = .certificates(authorities)
            // Clients have no host name to be checked; without this word they would not be asked for a certificate.
            configuration.certificateVerification = .noHostnameVerification
            configuration.sendCANameList = true
        }
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw ConfigurationProblem(
                .tlsFilesUnusable,
                "the private key \(key) cannot be used with the certificate \(certificate)"
            )
        }
    }
}

/// Files with certificates in PEM.
enum CertificateFile {
    /// The certificates of a file, at least one. Throws SG9021, naming the file.
    static func read(_ path: String, called subject: String) throws(ConfigurationProblem) -> [NIOSSLCertificate] {
        let bytes: [UInt8]
        do throws(FileProblem) {
            bytes = try SmallFile.read(path, maxBytes: 8 << 20)
        } catch {
            throw ConfigurationProblem(.tlsFilesUnusable, "cannot read \(subject) \(path): \(error.reason)")
        }
        let certificates = (try? NIOSSLCertificate.fromPEMBytes(bytes)) ?? []
        guard !certificates.isEmpty else {
            throw ConfigurationProblem(.tlsFilesUnusable, "\(subject) \(path) holds no certificate in PEM")
        }
        return certificates
    }
}
