using System.Globalization;
using System.Net;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Api.Tests.Fuzz;

/// <summary>
/// The API under 50,000 requests that nobody should send. <c>KADENDE_FUZZ_SEED</c> begins at another seed, <c>KADENDE_FUZZ_REQUESTS</c>
/// sends another number; a fault names its seed.
/// </summary>
public sealed class FuzzTests(AzuriteFixture azurite)
{
    private const long MostGrowth = 200L * 1024 * 1024;

    private static int First => Number("KADENDE_FUZZ_SEED", 1);

    private static int Requests => Number("KADENDE_FUZZ_REQUESTS", 50_000);

    [Fact]
    public async Task Requests_OfAllKinds_AreAnsweredWithoutAFaultOfOurs()
    {
        var token = TestContext.Current.CancellationToken;
        var server = await azurite.ServerAsync();
        await using var host = await ApiHost.StartAsync(
            server.ConnectionString,
            AzuriteFixture.NewPrefix(),
            token,
            ("Kadende:Limits:TokenBurst", "1000000"),
            ("Kadende:Limits:TokenPerSecond", "1000000"),
            ("Kadende:Limits:AddressBurst", "1000000"),
            ("Kadende:Limits:AddressPerSecond", "1000000"),
            ("Kadende:Limits:BodyTimeout", "00:00:05")
        );
        var routes = await FuzzRoutes.ReadAsync(host);
        var scene = await FuzzScene.PlantAsync(host, token);
        var findings = new FuzzFindings();
        await SendAsync(host, routes, scene, First, 2_000, findings);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await SendAsync(host, routes, scene, First + 2_000, Requests - 2_000, findings);

        Assert.True(findings.Faults.IsEmpty, string.Join('\n', findings.Faults.Take(20)));
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < MostGrowth);
        // A fuzzer that reaches nothing finds nothing.
        Assert.All(
            [
                HttpStatusCode.OK,
                HttpStatusCode.Created,
                HttpStatusCode.Accepted,
                HttpStatusCode.NoContent,
                HttpStatusCode.BadRequest,
                HttpStatusCode.Unauthorized,
                HttpStatusCode.Forbidden,
                HttpStatusCode.NotFound,
                HttpStatusCode.Conflict,
                HttpStatusCode.RequestEntityTooLarge,
                HttpStatusCode.UnsupportedMediaType,
            ],
            status => Assert.True(findings.Statuses.ContainsKey(status), $"No request was answered with {status}.")
        );
        Assert.True(findings.Told > 0, "Nobody found what is planted, also not who may.");
        Assert.Equal(HttpStatusCode.OK, (await host.Admin.GetAsync(FuzzScene.Path)).Status);
    }

    private static async Task SendAsync(
        ApiHost host,
        IReadOnlyList<(HttpMethod, string)> routes,
        FuzzScene scene,
        int first,
        int count,
        FuzzFindings findings
    )
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        await Parallel.ForEachAsync(
            Enumerable.Range(first, count),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = 16,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (seed, cancellation) =>
            {
                for (var tried = 1; ; tried++)
                {
                    var request = new FuzzRequest(seed, routes, scene.Callers);
                    var (message, told) = request.Make(host.Address);
                    using (message)
                    {
                        // The server closes the connection after what is no HTTP, at times under the next request.
                        if (
                            await TrySendAsync(client, message, told, request.Caller, findings, cancellation)
                            is not { } failure
                        )
                        {
                            return;
                        }

                        if (tried == 3)
                        {
                            findings.Faults.Enqueue($"{told}: {failure}");
                            return;
                        }
                    }
                }
            }
        );
    }

    /// <returns>Why there was no answer; null: there was one.</returns>
    private static async Task<string?> TrySendAsync(
        HttpClient client,
        HttpRequestMessage message,
        string told,
        FuzzCaller caller,
        FuzzFindings findings,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(TimeSpan.FromSeconds(60));
            using var answer = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            var isStream = answer.Content.Headers.ContentType?.MediaType == "text/event-stream";
            var text = isStream ? "" : await answer.Content.ReadAsStringAsync(timeout.Token);
            findings.Judge(told, caller, answer.StatusCode, text);
            return null;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return failure.Message;
        }
    }

    private static int Number(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number)
            ? number
            : usual;
}
