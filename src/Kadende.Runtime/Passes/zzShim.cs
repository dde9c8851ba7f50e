#pragma warning disable
using Kadende.Runtime.Stores;
namespace Kadende.Runtime.Passes;
public sealed class PassSteps(IClusterStore s) {
 public Task<PassLoad> LoadAsync(PassRequest r, CancellationToken c) => throw new NotImplementedException();
 public Task<GroupOutcome> ReconcileGroupAsync(GroupWork r, CancellationToken c) => throw new NotImplementedException();
 public Task<PassEnd> CompleteAsync(PassCompletion r, CancellationToken c) => throw new NotImplementedException();
}
