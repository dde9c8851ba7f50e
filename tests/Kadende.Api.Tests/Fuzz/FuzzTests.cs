using System.Collections.Concurrent;
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
    private const string Secret = "planted-secret-5d1c";
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
        var routes = await RoutesAsync(host);
        await host.Admin.PutAsync(
            "/api/clusters/planted?team=foo",
            Specs.Of("planted").Replace("version: \"1\"", $"version: {Secret}", StringComparison.Ordinal)
        );
        var faults = new ConcurrentQueue<string>();
        var statuses = new ConcurrentDictionary<HttpStatusCode, int>();
        await SendAsync(host, routes, First, 2_000, faults, statuses);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await SendAsync(host, routes, First + 2_000, Requests - 2_000, faults, statuses);

        Assert.True(faults.IsEmpty, string.Join('\n', faults.Take(20)));
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < MostGrowth);
        // A fuzzer that reaches nothing finds nothing.
        Assert.All(
            [
                HttpStatusCode.OK,
                HttpStatusCode.BadRequest,
                HttpStatusCode.NotFound,
                HttpStatusCode.Unauthorized,
                HttpStatusCode.UnsupportedMediaType,
            ],
            status => Assert.True(statuses.ContainsKey(status), $"No request was answered with {status}.")
        );
        Assert.Equal(HttpStatusCode.OK, (await host.User("foo").GetAsync("/api/clusters/planted")).Status);
    }

    private static async Task SendAsync(
        ApiHost host,
        IReadOnlyList<(HttpMethod, string)> routes,
        int first,
        int count,
        ConcurrentQueue<string> faults,
        ConcurrentDictionary<HttpStatusCode, int> statuses
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
                // One in four is a member of the team that has something to hide; the others are of another.
                var maySee = seed % 4 == 0;
                for (var tried = 1; ; tried++)
                {
                    var (message, told) = new FuzzRequest(seed, routes).Make(
                        host.Address,
                        ApiHost.TokenOf(maySee ? "viewer" : "bar")
                    );
                    using (message)
                    {
                        // The server closes the connection after what is no HTTP, at times under the next request.
                        if (
                            await TrySendAsync(client, message, told, maySee, faults, statuses, cancellation)
                            is not { } failure
                        )
                        {
                            return;
                        }

                        if (tried == 3)
                        {
                            faults.Enqueue($"{told}: {failure}");
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
        bool maySee,
        ConcurrentQueue<string> faults,
        ConcurrentDictionary<HttpStatusCode, int> statuses,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(TimeSpan.FromSeconds(60));
            using var answer = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            statuses.AddOrUpdate(answer.StatusCode, 1, (_, count) => count + 1);
            var isStream = answer.Content.Headers.ContentType?.MediaType == "text/event-stream";
            var text = isStream ? "" : await answer.Content.ReadAsStringAsync(timeout.Token);
            if (
                answer.StatusCode >= HttpStatusCode.InternalServerError
                && answer.StatusCode != HttpStatusCode.NotImplemented
            )
            {
                faults.Enqueue($"{told}: {(int)answer.StatusCode} {text}");
            }

            if (!maySee && text.Contains(Secret, StringComparison.Ordinal))
            {
                faults.Enqueue($"{told}: told what is another team's");
            }

            if (text.Contains("   at ", StringComparison.Ordinal))
            {
                faults.Enqueue($"{told}: told a stack trace");
            }

            return null;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return failure.Message;
        }
    }

    private static async Task<IReadOnlyList<(HttpMethod, string)>> RoutesAsync(ApiHost host)
    {
        var document = (await host.As(null).GetAsync("/openapi/v1.json")).Json;
        return
        [
            .. document["paths"]!
                .AsObject()
                .SelectMany(path =>
                    path.Value!.AsObject().Select(one => (new HttpMethod(one.Key.ToUpperInvariant()), path.Key))
                ),
            (HttpMethod.Get, "/{x}/{y}"),
            (HttpMethod.Get, "/openapi/{x}.json"),
        ];
    }

    private static int Number(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number)
            ? number
            : usual;
}
