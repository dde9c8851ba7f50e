using Kadende.Core.Specs;

namespace Kadende.Runtime.Passes;

/// <summary>One group to look at.</summary>
public sealed record GroupWork(string ClusterId, GroupPath Group);
