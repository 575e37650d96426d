using System.Net;
using System.Net.Sockets;

namespace Waymark.App.Tests.Harness;

/// <summary>
/// Where the servers of tests listen. Linux gives connections that are made ports from 32,768 on: below that, nobody else is given
/// one between its choice and the server's start, or while the server is down to be started again.
/// </summary>
internal static class Ports
{
    const int From = 20_000, To = 32_000;

    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(From, To);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there: another.
            }
        }
    }
}
