using System.Text.Json;

namespace Kadende.TestPlugins;

/// <summary>Cannot tell where its machines are.</summary>
public sealed class LostProvider() : BareProvider("lost")
{
    public override string ScopeOf(JsonElement properties) => throw new InvalidOperationException("no map");
}
