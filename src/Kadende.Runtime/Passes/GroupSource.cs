using Kadende.Core.Planning;
using Kadende.Core.Specs;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Passes;

/// <summary>A generation's configuration of a group, and the plugin that it names.</summary>
/// <param name="Provider">Null when the plugin is not there; the facts then say so.</param>
public sealed record GroupSource(long Generation, GroupSpec Spec, IProvider? Provider, SourceFacts Facts);
