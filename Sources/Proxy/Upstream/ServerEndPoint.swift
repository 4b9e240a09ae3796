// What a login to a server is bound to: the certificate that the server has shown.

import NIOCore
import NIOSSL
import PGWire

extension ChannelHandlerContext {
    /// What `Cryptography.serverEndPoint` makes of the other end's certificate; nil without TLS, or where that is nothing.
    var serverEndPoint: [UInt8]? {
        do {
            guard let certificate = try channel.pipeline.syncOperations.nioSSL_peerCertificate() else { return nil }
            return Cryptography.serverEndPoint(certificate: try certificate.toDERBytes())
        } catch {
            return nil
        }
    }
}
