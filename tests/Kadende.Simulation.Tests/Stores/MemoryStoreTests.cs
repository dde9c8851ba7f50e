using Kadende.Runtime.Stores;
using Kadende.Simulation.Tests.Running;

namespace Kadende.Simulation.Tests.Stores;

public sealed class MemoryStoreTests : StoreContract
{
    private readonly MemoryTables _tables = new(
        new VirtualTime(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero))
    );

    protected override IClusterStore Store => new MemoryClusterStore(_tables, new OpenWire());

    protected override IDueList Due => new MemoryDueList(_tables, new OpenWire());
}
