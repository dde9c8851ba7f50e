using System.Threading.Channels;
using Kadende.Runtime.Passes;

namespace Kadende.LocalHost.Scheduling;

/// <summary>The way from requests, the due list and ended passes to the scheduler.</summary>
internal sealed class PassSignals : IPassStarter
{
    private readonly Channel<PassSignal> _channel = Channel.CreateUnbounded<PassSignal>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    public ChannelReader<PassSignal> Reader => _channel.Reader;

    // An unbounded channel that is never completed takes everything.
    public void Send(PassSignal signal) => _channel.Writer.TryWrite(signal);

    public Task RequestAsync(string clusterId, CancellationToken cancellationToken)
    {
        Send(new PassSignal.Asked(clusterId));
        return Task.CompletedTask;
    }
}
