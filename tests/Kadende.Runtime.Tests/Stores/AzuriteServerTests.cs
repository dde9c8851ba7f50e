using Azure.Data.Tables;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Stores;

public sealed class AzuriteServerTests
{
    [Fact]
    public async Task StopAsync_TablesInAFolder_AreThereAfterTheRestart()
    {
        var token = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("azurite");
        await using var server = await AzuriteServer.StartAsync(folder.FullName, token);
        var table = new TableClient(server.ConnectionString, "Kept");
        await table.CreateAsync(token);
        await table.AddEntityAsync(new TableEntity("p", "r"), token);

        await server.StopAsync();
        await server.RestartAsync(token);

        var kept = await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: token);
        Assert.Equal("r", kept.Value.RowKey);
        folder.Delete(recursive: true);
    }
}
