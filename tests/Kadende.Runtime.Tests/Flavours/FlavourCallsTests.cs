using System.Text.Json;
using Kadende.Runtime.Stores;
using Kadende.Runtime.Tests.Stores;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Providers;
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

        Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(new FlavourAnswer.Working("scripted: no answer within 30s"), await calling);
    }

    [Fact]
    public async Task CallAsync_FlavourIsNotInstalled_Waits()
    {
        var answer = await CallAsync((_, _) => throw new InvalidOperationException(), name: "other");

        Assert.Equal(new FlavourAnswer.Working("the flavour other is not installed"), answer);
    }

    [Fact]
    public async Task PrepareAsync_FlavourRefuses_IsARefusal() =>
        Assert.Equal(
            "no such role",
            (
                await Assert.ThrowsAsync<RequestRejectedException>(() =>
                    PrepareAsync(_ => throw new RequestRejectedException("no such role"))
                )
            ).Message
        );

    [Fact]
    public async Task PrepareAsync_FlavourThrows_TheOutcomeOfTheCreationIsUnknown() =>
        Assert.Equal(
            "scripted: no route to host",
            (
                await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
                    PrepareAsync(_ => throw new InvalidOperationException("no route to host"))
                )
            ).Message
        );

    [Fact]
    public async Task PrepareAsync_FlavourAnswers_ItsChangeIsTaken() =>
        Assert.Equal(
            "echo hi",
            (await PrepareAsync(request => Task.FromResult(request with { Init = "echo hi" }))).Init
        );

    private async Task<CreateRequest> PrepareAsync(Func<CreateRequest, Task<CreateRequest>> prepare)
    {
        await using var host = new FlavourHost(
            Store,
            Clock,
            new ScriptedFlavour((_, _) => throw new InvalidOperationException(), prepare)
        );
        return await host.PrepareAsync(
            new CreateRequest
            {
                Token = "n-1",
                Properties = JsonDocument.Parse("{}").RootElement,
                Labels = new Dictionary<string, string>(StringComparer.Ordinal),
            },
            Token
        );
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
