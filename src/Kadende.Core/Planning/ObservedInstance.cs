using Kadende.Sdk.Providers;

namespace Kadende.Core.Planning;

/// <summary>A machine that a source listed.</summary>
/// <param name="Generation">A generation whose source lists it, and can remove it.</param>
public sealed record ObservedInstance(Instance Instance, long Generation);
