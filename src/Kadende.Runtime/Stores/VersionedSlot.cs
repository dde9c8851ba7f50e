using Kadende.Core.Nodes;

namespace Kadende.Runtime.Stores;

/// <summary>A slot on its tray.</summary>
/// <param name="Version">What callers see as the slot's ETag; never the same twice.</param>
internal sealed record VersionedSlot(string Version, Slot Slot);
