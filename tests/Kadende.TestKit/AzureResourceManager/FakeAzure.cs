using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kadende.TestKit.AzureResourceManager;

/// <summary>
/// Azure Resource Manager with the requests that making machines takes, on a free port of this machine. README.md beside this file says
/// from which documents it was written.
/// </summary>
public sealed class FakeAzure : IAsyncDisposable
{
    public const string Subscription = "11111111-2222-3333-4444-555555555555";
    public const string Group = "machines";

    private readonly WebApplication _app;
    private readonly FakeStore _store;
    private readonly FakeMachines _machines;
    private readonly FakeNetwork _network;
    private readonly FakeGate _gate;

    private FakeAzure(string token, TimeProvider time)
    {
        _gate = new FakeGate(token);
        _store = new FakeStore(time);
        _machines = new FakeMachines(_store, Catalogue);
        _network = new FakeNetwork(_store, GroupPath);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Use(_gate.AnswerAsync);
        Map();
    }

    /// <summary>Who asks with another one is not let in.</summary>
    public string Token
    {
        get => _gate.Token;
        set => _gate.Token = value;
    }

    public FakeCatalogue Catalogue { get; } = new();

    public Uri Endpoint => new(_app.Urls.First());

    public string SubnetId => _network.SubnetId;

    /// <summary>How long it takes to make or remove something.</summary>
    public TimeSpan OperationTime => _store.OperationTime;

    /// <summary>How many items a page of a listing has.</summary>
    public int PageSize
    {
        get => _store.PageSize;
        set => _store.PageSize = value;
    }

    /// <summary>How long operations ask to wait between looks, in seconds; null: they do not say.</summary>
    public int? RetryAfter
    {
        get => _store.RetryAfter;
        set => _store.RetryAfter = value;
    }

    /// <summary>Method and path of every request.</summary>
    public ConcurrentQueue<string> Requests => _gate.Requests;

    /// <summary>Bodies of the machines that exist, as they were asked for, by name.</summary>
    public IReadOnlyDictionary<string, JsonObject> Machines => Bodies(FakeMachines.Type);

    public IReadOnlyDictionary<string, JsonObject> Interfaces => Bodies(FakeNetwork.InterfaceType);

    public IReadOnlyDictionary<string, JsonObject> Addresses => Bodies(FakeNetwork.AddressType);

    public IReadOnlyDictionary<string, JsonObject> Disks => Bodies(FakeMachines.DiskType);

    /// <summary>All that exists, whatever it is.</summary>
    public int ResourceCount => Machines.Count + Interfaces.Count + Addresses.Count + Disks.Count;

    /// <summary>Machines of which the listing of the subscription does not tell, as it may lag.</summary>
    public ISet<string> Untold => _machines.Untold;

    /// <summary>Where console texts are said to be, such as <c>https://example.blob.core.windows.net</c>; null: here.</summary>
    public string? BlobsAt
    {
        get => _machines.BlobsAt;
        set => _machines.BlobsAt = value;
    }

    private static string GroupPath => $"/subscriptions/{Subscription}/resourceGroups/{Group}";

    public static async Task<FakeAzure> StartAsync(string token, TimeProvider time, CancellationToken cancellationToken)
    {
        var fake = new FakeAzure(token, time);
        await fake._app.StartAsync(cancellationToken);
        return fake;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public void Add(FakeFault fault) => _gate.Add(fault);

    /// <summary>What a machine shows on its console.</summary>
    public void WriteConsole(string machine, string text) => _machines.Consoles[machine] = text;

    /// <summary>Stops, deallocates or starts a machine behind everybody's back, as with <c>PowerState/deallocated</c>.</summary>
    public void SetPower(string machine, string power)
    {
        lock (_store.Lock)
        {
            _store.All(FakeMachines.Type).Single(one => one.Name == machine).Power = power;
        }
    }

    private Dictionary<string, JsonObject> Bodies(string type)
    {
        lock (_store.Lock)
        {
            return _store.All(type).ToDictionary(one => one.Name, one => one.Body, StringComparer.Ordinal);
        }
    }

    private void Map()
    {
        var resources = new FakeResources(_store, FakeGate.OperationErrorOf);
        Catalogue.Map(_app, _store);
        _network.Map(_app, resources);
        _machines.Map(_app, resources);
        _app.MapGet(
            "/subscriptions/{subscription}/resourceGroups/{group}",
            (string group) => Results.Json(new JsonObject { ["name"] = group, ["location"] = FakeCatalogue.Location })
        );
        _app.MapGet(
            "/subscriptions/{subscription}/providers/{provider}/locations/{location}/operations/{id}",
            (string id) =>
            {
                lock (_store.Lock)
                {
                    return _store.Operation(id);
                }
            }
        );
        _app.MapFallback(() =>
            new AzureError(404, "InvalidResourceType", "The resource type could not be found.").Result
        );
    }
}
