using Azure.Data.Tables;
using Kadende.Runtime.Tests.Stores;
using Kadende.TestKit.Azurite;
using Kadende.TestKit.Webhooks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Kadende.Runtime.Tests.Webhooks;

/// <summary>Hosts that send webhooks from a real Azurite to a real receiver.</summary>
public abstract class WebhookTest(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly string _prefix = AzuriteFixture.NewPrefix();
    private readonly List<IAsyncDisposable> _opened = [];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected WebhookReceiver Receiver { get; private set; } = null!;

    protected FakeTimeProvider Clock { get; } = new(StoreSamples.Start);

    private protected WebhookHostBench Host { get; private set; } = null!;

    protected IReadOnlyList<string> Messages => [.. Receiver.Received.Select(one => one.Message)];

    public async ValueTask InitializeAsync()
    {
        Receiver = await WebhookReceiver.StartAsync(Token);
        _opened.Add(Receiver);
        Host = await OpenAsync(Clock, WebhookHostBench.OpenLoopback);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in _opened)
        {
            await opened.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Another host of the installation.</summary>
    private protected async Task<WebhookHostBench> OpenAsync(
        FakeTimeProvider clock,
        params (string Key, string Value)[] settings
    )
    {
        var host = new WebhookHostBench(await azurite.ServerAsync(), _prefix, clock, settings);
        _opened.Add(host);
        return host;
    }

    /// <summary>Every value of every row, as text.</summary>
    protected async Task<string> RowsAsync()
    {
        var server = await azurite.ServerAsync();
        var values = new List<string>();
        foreach (var table in (string[])["Clusters", "Index"])
        {
            var client = new TableClient(server.ConnectionString, _prefix + table);
            await foreach (var row in client.QueryAsync<TableEntity>(cancellationToken: Token))
            {
                values.AddRange(row.Select(cell => cell.Value is byte[] bytes ? Text(bytes) : $"{cell.Value}"));
            }
        }

        return string.Join('\n', values);
    }

    private static string Text(byte[] bytes) => System.Text.Encoding.Latin1.GetString(bytes);
}
