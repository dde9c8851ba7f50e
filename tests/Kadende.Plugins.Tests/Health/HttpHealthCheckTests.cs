using System.Net;
using System.Net.Sockets;
using System.Text;
using Kadende.Plugins.Health.Http;
using Kadende.Sdk.Health;

namespace Kadende.Plugins.Tests.Health;

public sealed class HttpHealthCheckTests : IDisposable
{
    private readonly HttpHealthCheck _check = new(Probes.Anywhere, TimeProvider.System);

    public void Dispose() => _check.Dispose();

    [Theory]
    [InlineData("200 OK", "{}", true)]
    [InlineData("204 No Content", "{}", true)]
    [InlineData("500 Oops", "{}", false)]
    [InlineData("302 Found", "{}", false)]
    [InlineData("302 Found", """{ "expect": "200,300-399" }""", true)]
    [InlineData("200 OK", """{ "expect": 204 }""", false)]
    [InlineData("200 OK", """{ "expect": "299-200" }""", true)]
    [InlineData("404 Not Found", """{ "expect": "200 - 299, 404" }""", true)]
    public async Task Check_Status_IsComparedWithTheExpected(string status, string fields, bool healthy)
    {
        await using var server = new LoopbackServer(
            LoopbackServer.Http(status, "Location: http://127.0.0.1:1/elsewhere\r\n")
        );

        var reading = await AskAsync(Probes.Of("127.0.0.1", fields, (8080, server.Port)));

        Assert.Equal(healthy, reading is HealthReading.Healthy);
        Assert.Equal(!healthy, reading is HealthReading.Unhealthy);
    }

    [Fact]
    public async Task Check_Request_IsWhatTheFieldsSay()
    {
        await using var server = new LoopbackServer(LoopbackServer.Http("200 OK"));

        await AskAsync(
            Probes.Of(
                "127.0.0.1",
                """{ "port": 80, "path": "/live?full=1", "headers": { "X-Probe": "yes", "Host": "web.internal" } }""",
                (80, server.Port),
                (81, 1)
            )
        );

        var request = Assert.Single(server.Requests);
        Assert.StartsWith("GET /live?full=1 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("X-Probe: yes\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Host: web.internal\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Connection: close\r\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("traceparent", request, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Check_PortThatIsNotPublished_IsAskedUnderItsOwnNumber()
    {
        await using var server = new LoopbackServer(LoopbackServer.Http("200 OK"));

        var reading = await AskAsync(Probes.Of("127.0.0.1", $$"""{ "port": {{server.Port}} }"""));

        Assert.IsType<HealthReading.Healthy>(reading);
    }

    [Fact]
    public async Task Check_BodyThatNeverEnds_IsNotWaitedFor()
    {
        await using var server = new LoopbackServer("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nx");

        Assert.IsType<HealthReading.Healthy>(await AskAsync(Probes.Of("127.0.0.1", "{}", (80, server.Port))));
    }

    [Fact]
    public async Task Check_NoAnswerInTime_IsUnhealthy()
    {
        await using var server = new LoopbackServer(answer: null);
        var probe = Probes.Of("127.0.0.1", "{}", (80, server.Port)) with { Timeout = TimeSpan.FromMilliseconds(100) };

        var reading = Assert.IsType<HealthReading.Unhealthy>(await AskAsync(probe));

        Assert.Equal($"no answer from 127.0.0.1:{server.Port} within 100ms", reading.Reason);
    }

    [Fact]
    public async Task Check_NothingListens_IsUnhealthy()
    {
        var reading = await AskAsync(Probes.Of("127.0.0.1", $$"""{ "port": {{Probes.ClosedPort()}} }"""));

        Assert.StartsWith(
            "connection refused",
            Assert.IsType<HealthReading.Unhealthy>(reading).Reason,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("not http at all\r\n\r\n")]
    [InlineData("")]
    public async Task Check_AnswerThatIsNotHttp_IsUnhealthy(string answer)
    {
        await using var server = new LoopbackServer(answer);

        Assert.IsType<HealthReading.Unhealthy>(await AskAsync(Probes.Of("127.0.0.1", "{}", (80, server.Port))));
    }

    [Fact]
    public async Task Check_HttpsAtAPlainPort_IsUnhealthy()
    {
        await using var server = new LoopbackServer(LoopbackServer.Http("200 OK"));

        var reading = await AskAsync(
            Probes.Of("127.0.0.1", """{ "scheme": "https", "insecure": true }""", (443, server.Port))
        );

        Assert.IsType<HealthReading.Unhealthy>(reading);
    }

    [Theory]
    [InlineData(null, """{ "port": 80 }""", "has no address yet")]
    [InlineData("169.254.169.254", """{ "port": 80 }""", "may not be probed")]
    [InlineData("::ffff:169.254.169.254", """{ "port": 80 }""", "may not be probed")]
    [InlineData("fd00:ec2::254", """{ "port": 80 }""", "may not be probed")]
    [InlineData("127.0.0.1", "{}", "needs a 'port'")]
    [InlineData("no such host", """{ "port": 80 }""", "is not a URL")]
    public async Task Check_CannotAsk_IsUnknown(string? address, string fields, string reason)
    {
        var reading = await AskAsync(Probes.Of(address, fields));

        Assert.Contains(reason, Assert.IsType<HealthReading.Unknown>(reading).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_CallerGivesUp_IsNoReading()
    {
        await using var server = new LoopbackServer(answer: null);
        using var caller = new CancellationTokenSource();
        var asked = _check.CheckAsync(Probes.Of("127.0.0.1", "{}", (80, server.Port)), caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task Check_ManyAtOnce_AllGetAnAnswer()
    {
        await using var server = new LoopbackServer(LoopbackServer.Http("200 OK"));
        var probe = Probes.Of("127.0.0.1", "{}", (80, server.Port));

        var readings = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => AskAsync(probe)));

        Assert.All(readings, reading => Assert.IsType<HealthReading.Healthy>(reading));
    }

    [Fact]
    public async Task Check_ManyMachinesAtOneSlowAddress_NoneWaitsForTheOthers()
    {
        const int Count = 20;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var probe = Probes.Of("127.0.0.1", "{}", (80, ((IPEndPoint)listener.LocalEndpoint).Port));
        var readings = Task.WhenAll(Enumerable.Range(0, Count).Select(_ => AskAsync(probe)));

        // It answers nobody before all have come.
        var clients = await Task.WhenAll(
            Enumerable
                .Range(0, Count)
                .Select(_ => listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask())
        );
        var answer = Encoding.ASCII.GetBytes(LoopbackServer.Http("200 OK"));
        await Task.WhenAll(
            clients.Select(client =>
                client.GetStream().WriteAsync(answer, TestContext.Current.CancellationToken).AsTask()
            )
        );

        Assert.All(await readings, reading => Assert.IsType<HealthReading.Healthy>(reading));
        Array.ForEach(clients, client => client.Dispose());
    }

    private Task<HealthReading> AskAsync(HealthProbe probe) =>
        _check.CheckAsync(probe, TestContext.Current.CancellationToken);
}
