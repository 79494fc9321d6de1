using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;

namespace Services.Gateway.SocketIo.Tests;

/// <summary>
/// A range attribute converts its bounds when it is first asked, and is not safe to be asked by several threads then; here a process has
/// many servers, which begin at once.
/// </summary>
internal static class OptionsWarmUp
{
    [ModuleInitializer]
    internal static void Validate()
    {
        var options = new SocketIoOptions();
        Validator.TryValidateObject(options, new ValidationContext(options), [], validateAllProperties: true);
    }
}
