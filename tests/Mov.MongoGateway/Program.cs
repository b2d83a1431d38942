using System.Runtime.InteropServices;
using Mov.MongoGateway;

// Speaks MongoDB's wire protocol in front of DocumentDB, so that tests which want a MongoDB server have one on a machine
// whose distribution ships none. No authentication: it listens on the loopback interface of a test machine.

if (GatewayOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(GatewayOptions.Usage);
    return 2;
}

using var stop = new CancellationTokenSource();
using var onTerm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

await using var gateway = new Gateway(options, TimeProvider.System);
gateway.Start();
await Console.Out.WriteLineAsync($"listening on {gateway.EndPoint}");
await gateway.ServeAsync(stop.Token);
return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
