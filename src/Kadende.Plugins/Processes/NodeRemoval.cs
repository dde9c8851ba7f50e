using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Processes;

/// <summary>Ends a node's process and deletes its folder.</summary>
internal sealed class NodeRemoval(NodeFolders folders, ProcessStop stop, NodeView view)
{
    public async Task<DestroyResult> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        if (NodeFolder.TryParse(folders.Root, id) is not { } folder || !Directory.Exists(folder.Path))
        {
            return new DestroyResult.Accepted();
        }

        try
        {
            return await DiskFailure.TranslateAsync(() => StopAndDeleteAsync(folder, cancellationToken));
        }
        catch (ProviderException failure)
        {
            return new DestroyResult.Failed(failure);
        }
    }

    private async Task<DestroyResult> StopAndDeleteAsync(NodeFolder folder, CancellationToken cancellationToken)
    {
        folder.Close();
        switch (folder.ReadClaim())
        {
            case SlotClaim.Taken taken when !await stop.StopAsync(taken.Identity, folder.Token, cancellationToken):
                return Failed($"Process {taken.Identity} does not end.");
            // Its name comes at once; until it does there is nothing to end, and what would be missed would run on for ever.
            case SlotClaim.Pending pending when view.IsFresh(pending.Since):
                return Failed("The process is just starting.");
        }

        folders.Delete(folder);
        return new DestroyResult.Accepted();
    }

    private static DestroyResult.Failed Failed(string message) => new(new ProviderUnavailableException(message));
}
