using Kadende.EndToEnd.Tests.Http;
using Kadende.TestKit.GoogleCompute;

namespace Kadende.EndToEnd.Tests.Clouds;

/// <summary>A Google Compute Engine of a test's own, which offers what the sample spec asks for.</summary>
internal sealed class Compute : IAsyncDisposable
{
    private readonly FakeGoogleCompute _cloud;
    private readonly string _keyFile;

    private Compute(FakeGoogleCompute cloud, string folder)
    {
        _cloud = cloud;
        _cloud.Project.MachineTypes.Add("t2.micro");
        _cloud.Project.Images.Add($"projects/{FakeProject.Id}/global/images/family/amazonlinux");
        _keyFile = Path.Combine(folder, "google.json");
        File.WriteAllText(_keyFile, cloud.Credentials);
    }

    /// <summary>The settings that lead Kadende here.</summary>
    public IReadOnlyList<(string Key, string Value)> Settings =>
        [
            ("Kadende:Plugins:GoogleCompute:Endpoint", _cloud.Endpoint.ToString()),
            ("Kadende:Plugins:GoogleCompute:Project", FakeProject.Id),
            ("Kadende:Plugins:GoogleCompute:ListDelay", "00:00:01"),
        ];

    /// <summary>The usual credentials of Google.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["GOOGLE_APPLICATION_CREDENTIALS"] = _keyFile };

    /// <summary>The ids of the instances that exist, as Kadende writes them.</summary>
    public IReadOnlyList<string> Machines =>
        [.. _cloud.Instances.All.Select(instance => $"{instance.Zone}/{instance.Id}").Order(StringComparer.Ordinal)];

    /// <param name="folder">Where the key of its account is kept.</param>
    public static async Task<Compute> OpenAsync(string folder) =>
        new(await FakeGoogleCompute.StartAsync(Deadline.Token), folder);

    public void Delete(string machine) =>
        _cloud.Instances.Remove(machine[(machine.IndexOf('/', StringComparison.Ordinal) + 1)..]);

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();
}
