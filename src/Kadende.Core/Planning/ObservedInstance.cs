using Kadende.Sdk.Providers;

namespace Kadende.Core.Planning;

/// <summary>A machine that a source listed.</summary>
/// <param name="Source">A source that lists it, and can remove it.</param>
public sealed record ObservedInstance(Instance Instance, SourceKey Source);
