using System.Text.Json.Nodes;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>A boot script whose template is sound.</summary>
internal sealed class InitKind : Kind<string>
{
    /// <summary>A script full of braces is one mistake, told often enough by then.</summary>
    private const int MostFaults = 20;

    private static readonly TextKind Script = new("a script as text", 0, int.MaxValue, _ => true);

    public override string Expected => Script.Expected;

    public override bool TryRead(Spot spot, FaultList faults, out string value)
    {
        if (!Script.TryRead(spot, faults, out value))
        {
            return false;
        }

        var before = faults.Count;
        foreach (var fault in InitTemplate.FaultsOf(value).Take(MostFaults))
        {
            faults.Add(spot, fault);
        }

        return faults.Count == before;
    }

    public override JsonObject Schema(KnownPlugins plugins) => Script.Schema(plugins);
}
