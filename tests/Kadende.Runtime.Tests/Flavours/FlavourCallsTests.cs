using Kadende.Runtime.Flavours;
using Kadende.Runtime.Stores;
using Kadende.Runtime.Tests.Stores;
using Kadende.Sdk.Flavours;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Flavours;

public sealed class FlavourCallsTests(AzuriteFixture azurite) : StoreTest(azurite)
{
    [Fact]
    public async Task CallAsync_FlavourAnswers_ItsLinesAreInTheLogWithTimeAndSource()
    {
        var answer = await CallAsync(
            (call, _) =>
            {
                call.Log("$ ls");
                call.Log("exit 0");
                return Task.FromResult<FlavourAnswer>(new FlavourAnswer.Done());
            }
        );

        Assert.IsType<FlavourAnswer.Done>(answer);
        var log = await Store.Logs.ReadAsync("c1", Node.Id, null, 10, Token);
        Assert.Equal(
            [
                new NodeLogLine(StoreSamples.Start, ScriptedFlavour.Name, "$ ls"),
                new NodeLogLine(StoreSamples.Start, ScriptedFlavour.Name, "exit 0"),
            ],
            log.Items.Select(line => line.Line)
        );
    }

    [Fact]
    public async Task CallAsync_FlavourThrows_NothingIsKnown_AndWhatItSaidIsKept()
    {
        var answer = await CallAsync(
            (call, _) =>
            {
                call.Log("begun");
                throw new InvalidOperationException("no route to host");
            }
        );

        Assert.Equal(new FlavourAnswer.Working("scripted: no route to host"), answer);
        Assert.Single((await Store.Logs.ReadAsync("c1", Node.Id, null, 10, Token)).Items);
    }

    [Fact]
    public async Task CallAsync_FlavourIgnoresItsToken_IsGivenUpAfterHalfAMinute()
    {
        var reached = new TaskCompletionSource();
        var never = new TaskCompletionSource<FlavourAnswer>();
        var calling = CallAsync(
            (_, _) =>
            {
                reached.SetResult();
                return never.Task;
            }
        );
        await reached.Task;

        Clock.Advance(FlavourCalls.Limit);

        Assert.Equal(new FlavourAnswer.Working("scripted: no answer within 30s"), await calling);
    }

    [Fact]
    public async Task CallAsync_FlavourIsNotInstalled_Waits()
    {
        var answer = await CallAsync((_, _) => throw new InvalidOperationException(), name: "other");

        Assert.Equal(new FlavourAnswer.Working("the flavour other is not installed"), answer);
    }

    private static Core.Nodes.Node Node => FlavourHost.Node;

    private async Task<FlavourAnswer> CallAsync(
        Func<FlavourCall, CancellationToken, Task<FlavourAnswer>> provision,
        string name = ScriptedFlavour.Name
    )
    {
        await using var host = new FlavourHost(Store, Clock, new ScriptedFlavour(provision));
        return await host.ProvisionAsync(name, Token);
    }
}
