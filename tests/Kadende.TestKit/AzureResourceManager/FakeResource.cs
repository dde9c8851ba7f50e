using System.Text.Json.Nodes;

namespace Kadende.TestKit.AzureResourceManager;

/// <summary>A machine, an interface or an address; what it is depends on the time of the question.</summary>
internal sealed class FakeResource(string id, string name, string type, JsonObject body)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public string Type { get; } = type;

    public JsonObject Body { get; set; } = body;

    public JsonObject Properties => Body["properties"]!.AsObject();

    /// <summary>From when on it is made.</summary>
    public DateTimeOffset ReadyFrom { get; set; }

    /// <summary>From when on it is gone; null while nobody removes it.</summary>
    public DateTimeOffset? GoneFrom { get; set; }

    /// <summary>Why it could not be made.</summary>
    public AzureError? Failure { get; set; }

    /// <summary>What somebody made of it, such as <c>PowerState/deallocated</c>.</summary>
    public string Power { get; set; } = "PowerState/running";

    public string StateAt(DateTimeOffset now) =>
        GoneFrom is not null ? "Deleting"
        : now < ReadyFrom
            ? Type == FakeMachines.Type ? "Creating"
                : "Updating"
        : Failure is not null ? "Failed"
        : "Succeeded";

    public bool Carries(string reference, string id) =>
        string.Equals((string?)Properties[reference]?["id"], id, StringComparison.OrdinalIgnoreCase);
}
