using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Api.Tests.LocalHost;

/// <summary>The real program, as a process.</summary>
public sealed class LocalHostTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_PortInUse_IsOneLineAndExitCode1()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var (code, error) = await RunToItsEndAsync(("KADENDE_PORT", port.ToString(CultureInfo.InvariantCulture)));

        Assert.Equal(1, code);
        Assert.Contains("KADENDE_PORT", Assert.Single(error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_FaultySettings_IsOneLineEachAndExitCode1()
    {
        var (code, error) = await RunToItsEndAsync(("KADENDE_PORT", "70000"), ("KADENDE_ADMIN_TOKEN", "short"));

        Assert.Equal(1, code);
        Assert.Equal(2, error.Count);
        Assert.Contains(error, line => line.Contains("LocalOptions.Port", StringComparison.Ordinal));
        Assert.Contains(error, line => line.Contains("Kadende:Access:AdminToken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Put_SpecOnTheSimulatedProvider_ConvergesAndGoesOnDeletion()
    {
        var server = await azurite.ServerAsync();
        using var process = Start(server.ConnectionString, ("KADENDE_PORT", "0"));
        var client = new ApiClient(await ListeningAsync(process), ApiHost.AdminToken);
        var name = Specs.NewName();

        await client.PutAsync($"/api/clusters/{name}", Specs.Of(name, size: 3));
        await using var stream = await client.FollowAsync($"/api/clusters/{name}/events?follow=true&kind=NodeRunning");
        var nodes = new HashSet<string?>(StringComparer.Ordinal);
        while (nodes.Count < 5)
        {
            nodes.Add((await stream.NextAsync())?.EventId);
        }

        await client.DeleteAsync($"/api/clusters/{name}");
        var end = await stream.NextAsync();

        Assert.Null(end);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/clusters/{name}")).Status);
        process.Kill();
    }

    private async Task<(int Code, IReadOnlyList<string> Error)> RunToItsEndAsync(
        params (string Name, string Value)[] environment
    )
    {
        var server = await azurite.ServerAsync();
        using var process = Start(server.ConnectionString, environment);
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var error = await process.StandardError.ReadToEndAsync(Token);
        await output;
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static Process Start(string connectionString, params (string Name, string Value)[] environment)
    {
        var info = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Kadende.LocalHost"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["KADENDE_ADMIN_TOKEN"] = ApiHost.AdminToken;
        info.Environment["Kadende__Store__ConnectionString"] = connectionString;
        info.Environment["Kadende__Store__TablePrefix"] = AzuriteFixture.NewPrefix();
        Array.ForEach(environment, one => info.Environment[one.Name] = one.Value);
        return Process.Start(info) ?? throw new InvalidOperationException("It did not start.");
    }

    private static async Task<Uri> ListeningAsync(Process process)
    {
        const string Lead = "Now listening on: ";
        while (await process.StandardOutput.ReadLineAsync(Token) is { } line)
        {
            var at = line.IndexOf(Lead, StringComparison.Ordinal);
            if (at >= 0)
            {
                return new Uri(line[(at + Lead.Length)..].Trim());
            }
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(Token));
    }
}
