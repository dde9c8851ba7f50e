using System.Runtime.InteropServices;

namespace Kadende.Core.Planning;

/// <summary>A configuration that machines are made from: one of the ways that a group has in a generation.</summary>
/// <param name="Resource">The place of the way in the group's list, from 0.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SourceKey(long Generation, int Resource);
